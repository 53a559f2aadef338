import type { GridCard } from '@doorstep/contract/grids'
import { dayOf, timeOfDay, weekdayOf } from '@doorstep/contract/time-words'

const clockOf = (at: number) => timeOfDay(at).padStart(5, '0')

/** Whether nobody is on duty for a break only: they were here today, and come again today. */
function isBreak({ onDuty, dutyHours }: Pick<GridCard, 'onDuty' | 'dutyHours'>, now: number): boolean {
  const back = onDuty?.until ?? null
  const today = dayOf(now)
  if (back === null || dayOf(back) !== today) return false
  return dutyHours.some(({ weekday, to }) => weekday === weekdayOf(today) && to <= clockOf(now))
}

/**
 * Returns whom to call instead of the grid member, who has gone home: 夜间值班. Null on duty, in a break, where there is no such phone, and
 * before the card was read.
 */
export function nightPhoneOf(card: Pick<GridCard, 'onDuty' | 'dutyHours' | 'nightPhone'> | undefined, now: number): string | null {
  return card?.onDuty?.state === 'off' && !isBreak(card, now) ? (card.nightPhone ?? null) : null
}
