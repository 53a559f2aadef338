import { hourMs } from '@doorstep/contract/time-words'
import { useNow } from '../../platform/api/now'
import { Chip, type Tone } from '../../ui/display/chip'
import { duration } from '../../ui/format'

/** Renders the time left until a deadline; late and nearly late ones stand out. */
export function DueChip({ dueAt, what = '' }: { dueAt: string; what?: string }) {
  const left = Date.parse(dueAt) - useNow()
  const tone: Tone = left < 0 ? 'danger' : left < 2 * hourMs ? 'warning' : 'info'
  return <Chip tone={tone}>{`${what}${left < 0 ? '超时' : '剩'} ${duration(left)}`}</Chip>
}
