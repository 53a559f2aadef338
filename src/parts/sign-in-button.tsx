import { useState } from 'react'
import type { Problem } from '../platform/api/result'
import { signIn } from '../platform/api/session'
import { ListRow } from '../ui/display/list-row'
import { Announce } from '../ui/layout/announce'
import { Button } from '../ui/input/button'
import { Stack } from '../ui/layout/stack'

/** Signs in with WeChat at a tap, and holds the reason when that fails. */
function useSignIn() {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem>()
  const enter = async () => {
    setBusy(true)
    setProblem(undefined)
    const session = await signIn()
    setBusy(false)
    if (!session.ok) setProblem(session.problem)
  }
  return { busy, problem, enter }
}

const Failed = ({ problem }: { problem: Problem | undefined }) =>
  problem ? (
    <Announce urgent seen>
      {problem.detail}
    </Announce>
  ) : null

interface SignInButtonProps {
  children: string
  kind?: 'primary' | 'plain' | 'quiet'
}

/** Renders the button that signs in with WeChat, and the reason when that fails. */
export function SignInButton({ children, kind = 'plain' }: SignInButtonProps) {
  const { busy, problem, enter } = useSignIn()
  return (
    <Stack gap={4}>
      <Button kind={kind} busy={busy} block onTap={enter}>
        {children}
      </Button>
      <Failed problem={problem} />
    </Stack>
  )
}

/** Renders a row that signs in: the reason of a failure is as wide as the row and below it, so that nothing is squeezed. */
export function SignInRow({ title }: { title: string }) {
  const { busy, problem, enter } = useSignIn()
  return (
    <Stack gap={4}>
      <ListRow
        title={title}
        quiet
        end={
          <Button small busy={busy} onTap={enter}>
            登录
          </Button>
        }
      />
      <Failed problem={problem} />
    </Stack>
  )
}
