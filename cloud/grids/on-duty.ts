import type { OnDuty } from '@doorstep/contract/grids'
import type * as v from 'valibot'
import { addDays, chinaCalendar, dayOf, weekdayOf, type Calendar } from '../platform/calendar'
import { dutyAt, type DutyHours } from '../platform/calendar-duty'
import type { AbsenceFact } from './absence-store'

export type DutyFact = v.InferOutput<typeof OnDuty>

interface Member {
  staffCode: string
  name: string
  place: number
}
interface Grid {
  /** In order of place. */
  team: readonly Member[]
  hours: readonly DutyHours[]
  /** Those that have not ended. */
  absences: readonly AbsenceFact[]
}

/** Who answers in a grid at `now`, until when, and both in words; null without a grid member. */
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
      says: until ? `${spokenTime(until, now)} 上班` : '暂时没有排班',
    }
  }
  const { who, absence } = personAt(now, member, team, absences)
  if (absence !== null) {
    const says = `${member.name}请假,${who.name}代班到${spokenDay(new Date(absence.until.getTime() - 1), now)}`
    return { ...shown(who), state: 'standIn', until: absence.until.toISOString(), says }
  }
  const next = absences.find(({ staffCode, from }) => staffCode === member.staffCode && from > now)
  const ends = until !== null && next !== undefined && next.from < until ? next.from : until
  return { ...shown(who), state: 'duty', until: ends && ends.toISOString(), says: ends ? `值班到 ${spokenEnd(ends, now)}` : '正在值班' }
}

const shown = ({ staffCode, name }: Member) => ({ staffCode, name })

/** The grid member or, while absent, the stand-in; a stand-in who is absent too hands on to theirs. `absence` is the one that ends first. */
function personAt(
  at: Date,
  member: Member,
  team: readonly Member[],
  absences: readonly AbsenceFact[],
): { who: Member; absence: AbsenceFact | null } {
  let who = member
  let first: AbsenceFact | null = null
  // Each step is another person, so it ends; the team's size bounds it all the same.
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
const dayWords = ['今天', '明天', '后天']

/** `8:30` in +08:00. */
const wallTime = (at: Date) => {
  const china = new Date(at.getTime() + 8 * 3_600_000)
  return `${china.getUTCHours()}:${String(china.getUTCMinutes()).padStart(2, '0')}`
}

const daysBetween = (from: Date, to: Date) => Math.round((Date.parse(dayOf(to)) - Date.parse(dayOf(from))) / 86_400_000)

/** `今天`, `明天`, ` 11月25日` (a date keeps a space before it). */
function spokenDay(at: Date, now: Date): string {
  const near = dayWords[daysBetween(now, at)]
  if (near !== undefined) return near
  const [, month, date] = dayOf(at).split('-').map(Number)
  return ` ${month}月${date}日`
}

/** `14:00` today, `明天 8:30`, `周一 8:30` within a week, `10月9日 8:30` later. */
function spokenTime(at: Date, now: Date): string {
  const days = daysBetween(now, at)
  if (days === 0) return wallTime(at)
  const near = dayWords[days] ?? (days < 7 ? weekdays[weekdayOf(dayOf(at))] : undefined) ?? spokenDay(at, now).trim()
  return `${near} ${wallTime(at)}`
}

/** When duty ends: midnight belongs to the day it closes. */
function spokenEnd(at: Date, now: Date): string {
  const midnight = wallTime(at) === '0:00'
  if (midnight && dayOf(at) === addDays(dayOf(now), 1)) return '24:00'
  return spokenTime(at, now)
}

/** Duty hours in words: `周一至周五 8:30–12:00、14:00–18:00;周六 9:00–12:00`. Weekdays that keep the same hours are joined. */
export function dutyInWords(hours: readonly DutyHours[]): string {
  const byHours = new Map<string, number[]>()
  for (let weekday = 1; weekday <= 7; weekday += 1) {
    const stretches = hours.filter((h) => h.weekday === weekday).sort((a, b) => a.from.localeCompare(b.from))
    if (stretches.length === 0) continue
    const said = stretches.map(({ from, to }) => `${short(from)}–${short(to)}`).join('、')
    byHours.set(said, [...(byHours.get(said) ?? []), weekday])
  }
  return [...byHours].map(([said, days]) => `${daysInWords(days)} ${said}`).join(';')
}

const short = (wall: string) => wall.replace(/^0(?=\d)/, '')

/** `周一至周五`, `周一、周三` */
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
