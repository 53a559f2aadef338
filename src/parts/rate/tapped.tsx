import type { Problem } from '../../platform/api/result'
import { dropTap, type Tap } from '../../platform/sending/rating-queue'
import { Announce } from '../../ui/layout/announce'
import { Button } from '../../ui/input/button'
import { Stack } from '../../ui/layout/stack'
import { Words } from '../../ui/display/words'
import { levelName } from '@doorstep/contract/ratings'

/** Renders a tap that still waits for an answer: what it says, and that it is sent by itself. */
export function Waiting({ tap }: { tap: Tap }) {
  return (
    <Stack gap={8}>
      <Announce
        seen
      >{`您点了“${tap.satisfied === null ? '没解决，重新办' : levelName(tap.satisfied)}”，正在发出；没有网络也会在连上后自动发出。`}</Announce>
      <Button small kind="quiet" onTap={() => dropTap(tap)}>
        不发了
      </Button>
    </Stack>
  )
}

/** Renders why a tap, or what was added after it, was refused; nothing when it was not. */
export const Refused = ({ problem }: { problem: Problem | undefined }) =>
  problem && (
    <Announce urgent seen>
      {problem.detail}
    </Announce>
  )

interface ThanksProps {
  /** What was rated, in words. */
  words: string
  /** Whether the tap may still be taken back. */
  back: boolean
  busy: boolean
  onBack: () => unknown
  problem: Problem | undefined
}

/** Renders the thanks after a tap, what was said, and 点错了 while it may be taken back. */
export function Thanks({ words, back, busy, onBack, problem }: ThanksProps) {
  return (
    <Stack gap={8}>
      <Announce>{`谢谢您，评价收到了：${words}`}</Announce>
      <Words bold>谢谢您，评价收到了</Words>
      <Words size={15} tone="second">
        {words}
      </Words>
      {back && (
        <Stack across>
          <Button small kind="quiet" busy={busy} onTap={onBack}>
            点错了
          </Button>
        </Stack>
      )}
      <Refused problem={problem} />
    </Stack>
  )
}
