import { hourMs } from '@doorstep/contract/time-words'
import { Chip, type Tone } from '../../ui/display/chip'
import { lasting } from '../../ui/format'

/**
 * Returns the chip with the time left until a deadline, or since; late and nearly late ones stand out. No component, so that a row around it
 * says its words, too.
 */
export function dueChip(dueAt: string, now: number) {
  const left = Date.parse(dueAt) - now
  const tone: Tone = left < 0 ? 'danger' : left < 2 * hourMs ? 'warning' : 'info'
  return <Chip tone={tone}>{lasting(left < 0 ? '超时' : '剩', left)}</Chip>
}
