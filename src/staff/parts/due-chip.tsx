import { hourMs } from '@doorstep/contract/time-words'
import { useNow } from '../../platform/api/now'
import { Chip, type Tone } from '../../ui/display/chip'
import { duration } from '../../ui/format'

/** Returns the time left until a deadline, or since. */
export function dueWords(dueAt: string, now: number) {
  const left = Date.parse(dueAt) - now
  return `${left < 0 ? '超时' : '剩'} ${duration(left)}`
}

/** Renders the time left until a deadline; late and nearly late ones stand out. */
export function DueChip({ dueAt }: { dueAt: string }) {
  const now = useNow()
  const left = Date.parse(dueAt) - now
  const tone: Tone = left < 0 ? 'danger' : left < 2 * hourMs ? 'warning' : 'info'
  return <Chip tone={tone}>{dueWords(dueAt, now)}</Chip>
}
