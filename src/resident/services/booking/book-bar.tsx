import type { SlotRow } from '@doorstep/contract/services/views'
import { SignInButton } from '../../../parts/sign-in-button'
import { isOffline } from '../../../platform/api/result'
import { go } from '../../../platform/navigation/navigate'
import { dayName, timeOfDay } from '../../../ui/format'
import { Button } from '../../../ui/input/button'
import { Stack } from '../../../ui/layout/stack'
import type { Taking } from './use-taking'

interface BookBarProps {
  of: Taking
  slot: SlotRow
  online: boolean
  /** Why it cannot be sent while something is uploaded. */
  uploading: { why?: string }
  onClose: () => void
}

/** Renders the one action of the sheet: to book the time, or what has to be done first. */
export function BookBar({ of, slot, online, uploading, onClose }: BookBarProps) {
  const { signedIn, own, place, over, problem, holding, booking, letting } = of
  const when = `${dayName(slot.startsAt)} ${timeOfDay(slot.startsAt)}`
  if (!signedIn) return <SignInButton kind="primary">{`登录后约 ${when}`}</SignInButton>
  if (own)
    return (
      <Button kind="primary" block onTap={() => go('bookings/list')}>
        看我的预约
      </Button>
    )
  const offline = online ? undefined : '没有网络，连上后再约；您填的内容还在'
  if (over || (place === undefined && !holding))
    return problem !== undefined && !isOffline(problem) && problem.code !== 'holdOver' ? (
      <Button block onTap={onClose}>
        看别的时间
      </Button>
    ) : (
      <Button kind="primary" block busy={holding} why={offline} onTap={of.take}>
        {over ? `再留一次 ${when}` : '再试一次'}
      </Button>
    )
  return (
    <Stack gap={8}>
      <Button
        kind="primary"
        block
        busy={holding || booking.sending}
        {...(offline === undefined ? uploading : { why: offline })}
        onTap={of.confirm}
      >
        {`约 ${when}`}
      </Button>
      {slot.held && (
        <Button kind="quiet" block busy={letting} label="不约了，让出位置" onTap={of.giveUp}>
          不约了
        </Button>
      )}
    </Stack>
  )
}
