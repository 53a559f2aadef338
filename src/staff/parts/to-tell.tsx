import { callPhone } from '../../platform/device/call'
import type { Problem } from '../../platform/api/result'
import { Announce } from '../../ui/layout/announce'
import { Button } from '../../ui/input/button'
import { Stack } from '../../ui/layout/stack'
import { Words } from '../../ui/display/words'

interface ToTellProps {
  name: string
  /** Null where none was left; a masked one is not called. */
  phone: string | null
  /** What to say. */
  text: string
  busy: boolean
  problem: Problem | undefined
  /** Records that the person knows. */
  told: () => unknown
}

/** Renders what a person without an account has to be told by phone: the words, the number unless it is masked, and the tick that they know. */
export function ToTell({ name, phone, text, busy, problem, told }: ToTellProps) {
  return (
    <Stack gap={12}>
      <Words asWritten>{text}</Words>
      {phone === null && (
        <Words size={15} tone="second">
          没有留电话，请当面或托人告诉。
        </Words>
      )}
      <Stack gap={8}>
        {phone !== null && !phone.includes('*') && (
          <Button block kind="outline" icon="phone" label={`给${name}打电话，要告诉的话在上面`} onTap={() => callPhone(phone)}>
            {phone}
          </Button>
        )}
        <Button block icon="check" label={`${name}，已告诉`} busy={busy} onTap={told}>
          已告诉
        </Button>
      </Stack>
      {problem && (
        <Announce urgent seen>
          {problem.detail}
        </Announce>
      )}
    </Stack>
  )
}
