import { useState } from 'react'
import type { Problem } from '../platform/api/result'
import { signIn } from '../platform/api/session'
import { Announce } from '../ui/layout/announce'
import { Button } from '../ui/input/button'
import { Stack } from '../ui/layout/stack'

interface SignInButtonProps {
  children: string
  kind?: 'primary' | 'plain' | 'quiet'
  small?: boolean
}

/** Renders the button that signs in with WeChat, and the reason when that fails. */
export function SignInButton({ children, kind = 'plain', small }: SignInButtonProps) {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem>()
  const enter = async () => {
    setBusy(true)
    setProblem(undefined)
    const session = await signIn()
    setBusy(false)
    if (!session.ok) setProblem(session.problem)
  }
  return (
    <Stack gap={4}>
      <Button kind={kind} busy={busy} {...(small ? { small } : { block: true })} onTap={enter}>
        {children}
      </Button>
      {problem && (
        <Announce urgent seen>
          {problem.detail}
        </Announce>
      )}
    </Stack>
  )
}
