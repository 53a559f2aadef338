import type { OnDuty } from '@doorstep/contract/grids'
import type * as v from 'valibot'
import { chinaCalendar, type Calendar } from '../../platform/time/calendar'
import { dutyAt, type DutyHours } from '../../platform/time/duty-hours'
import { timeMark, untilMark } from '../../platform/time/words'
import type { AbsenceFact } from './absence-store'
import { lastDayMark } from './leave-words'

export type DutyFact = v.InferOutput<typeof OnDuty>

interface Member {
  staffCode: string
  name: string
  place: number
}
interface Grid {
  /** Members ordered by rank. */
  team: readonly Member[]
  hours: readonly DutyHours[]
  /** Absences that have not ended. */
  absences: readonly AbsenceFact[]
}

/** Returns who replies in a grid at `now` and until when, both also in Chinese; null without a grid member. */
export function answeringAt(now: Date, { team, hours, absences }: Grid, calendar: Calendar = chinaCalendar): DutyFact | null {
  const member = team.find(({ place }) => place === 0)
  if (member === undefined) return null
  const { onDuty, until } = dutyAt(now, hours, calendar)
  if (!onDuty) {
    const { who } = personAt(until ?? now, member, team, absences)
    return {
      ...shown(who),
      state: 'off',
      until: until && until.toISOString(),
      says: until ? `${timeMark(until)} 上班` : '暂时没有排班',
    }
  }
  const { who, absence } = personAt(now, member, team, absences)
  if (absence !== null) {
    const says = `${member.name}请假，${who.name}代班到${lastDayMark(absence.until)}`
    return { ...shown(who), state: 'standIn', until: absence.until.toISOString(), says }
  }
  const next = absences.find(({ staffCode, from }) => staffCode === member.staffCode && from > now)
  const ends = until !== null && next !== undefined && next.from < until ? next.from : until
  return {
    ...shown(who),
    state: 'duty',
    until: ends && ends.toISOString(),
    says: ends ? `值班到${untilMark(ends)}` : '正在值班',
  }
}

const shown = ({ staffCode, name }: Member) => ({ staffCode, name })

/**
 * Returns the grid member or, during an absence, the stand-in, or in turn an absent stand-in's own stand-in. `absence` is the one that ends
 * first.
 */
function personAt(
  at: Date,
  member: Member,
  team: readonly Member[],
  absences: readonly AbsenceFact[],
): { who: Member; absence: AbsenceFact | null } {
  let who = member
  let first: AbsenceFact | null = null
  // Each iteration yields another person, so the loop ends; the team's size limits it in any case.
  for (let step = 0; step < team.length; step += 1) {
    const absence = absences.find(({ staffCode, from, until }) => staffCode === who.staffCode && from <= at && at < until)
    const standIn = absence && team.find(({ staffCode }) => staffCode === absence.standInCode)
    if (absence === undefined || standIn === undefined) break
    who = standIn
    if (first === null || absence.until < first.until) first = absence
  }
  return { who, absence: who === member ? null : first }
}

const weekdays = ['', '周一', '周二', '周三', '周四', '周五', '周六', '周日']

/** Returns duty hours in Chinese: `周一至周五 8:30–12:00、14:00–18:00；周六 9:00–12:00`. Weekdays with the same hours are joined. */
export function dutyInWords(hours: readonly DutyHours[]): string {
  const byHours = new Map<string, number[]>()
  for (let weekday = 1; weekday <= 7; weekday += 1) {
    const stretches = hours.filter((h) => h.weekday === weekday).sort((a, b) => a.from.localeCompare(b.from))
    if (stretches.length === 0) continue
    const said = stretches.map(({ from, to }) => `${short(from)}–${short(to)}`).join('、')
    byHours.set(said, [...(byHours.get(said) ?? []), weekday])
  }
  return [...byHours].map(([said, days]) => `${daysInWords(days)} ${said}`).join('；')
}

const short = (wall: string) => wall.replace(/^0(?=\d)/, '')

/** Returns weekdays in Chinese: `周一至周五`, `周一、周三`. */
function daysInWords(days: readonly number[]): string {
  const runs: number[][] = []
  for (const day of days) {
    const run = runs[runs.length - 1]
    if (run !== undefined && run[run.length - 1] === day - 1) run.push(day)
    else runs.push([day])
  }
  return runs
    .flatMap((run) => (run.length < 3 ? run.map(weekdayName) : [`${weekdayName(run[0] ?? 0)}至${weekdayName(run[run.length - 1] ?? 0)}`]))
    .join('、')
}

const weekdayName = (day: number) => weekdays[day] ?? ''
