import type { Parsed, Reply } from '@doorstep/contract/endpoints'
import type { bookingEndpoints } from '@doorstep/contract/bookings/endpoints'
import { becauseClosed } from '@doorstep/contract/openings/words'
import type { DayRow, SlotRow } from '@doorstep/contract/services/views'
import type { Acting } from '../../platform/context/call'
import type { Actor, Visitor } from '../../platform/process/actor'
import { addDays, dayOf, minuteMs, type Day } from '../../platform/time/calendar'
import { mayBeRearranged } from '../../platform/time/holidays'
import { dayMark, timeMark } from '../../platform/time/words'
import {
  liveService,
  closuresOfService,
  type StoredClosure,
  hoursOn,
  closesAt,
  opensAt,
  tooFewToBegin,
  undecidedUntil,
} from '../../services/api'
import type { ServiceFact } from '../../services/places/venues-and-services'
import { daysHeld, ownTimes, slotsOn } from './days-store'

type Caller = Acting<Actor | Visitor>
type Table = typeof bookingEndpoints.table

export async function days(
  call: Caller,
  code: string,
  { from, days: count }: Parsed<Table['GET /v1/services/{code}/days']>['query'],
): Promise<Reply<Table['GET /v1/services/{code}/days']>> {
  const first = from ?? dayOf(call.clock.now())
  return { rows: (await dayRows(call, (await liveService(call, code)).service, first, addDays(first, count - 1))).rows }
}

export async function slots(call: Caller, code: string, day: Day): Promise<Reply<Table['GET /v1/services/{code}/slots']>> {
  const { service } = await liveService(call, code)
  const {
    rows: [shown],
    own,
  } = await dayRows(call, service, day, day)
  if (shown === undefined) throw new Error('A day has a row')
  return { day: shown, rows: await slotRows(call, service, day, own) }
}

/** Returns the slots of a day as they are to the caller, who has `own` of them. */
export async function slotRows(
  { tx, districtId, clock }: Caller,
  service: ServiceFact,
  day: Day,
  own: readonly OwnTime[],
): Promise<SlotRow[]> {
  const stored = await slotsOn(tx, districtId, service.code, day)
  const now = clock.now()
  return stored.map((slot): SlotRow => {
    const { id, capacity, waiting } = slot
    const here = own.filter((row) => row.slot_id === id)
    const held = slot.state === 'open' ? here.find(({ state }) => state === 'held') : undefined
    // The caller's own held seats count as free for them.
    const taken = slot.taken - (held?.seats ?? 0)
    const free = slot.state === 'open' ? Math.max(capacity - taken, 0) : 0
    const mine = here.some(({ state }) => state !== 'held')
    return {
      id,
      startsAt: slot.starts_at.toISOString(),
      endsAt: slot.ends_at.toISOString(),
      capacity,
      free,
      state: mine ? 'mine' : slotState(service, { ...slot, taken }, day, now),
      waiting: waiting ?? 0,
      ...heldView(held),
    }
  })
}

type Slot = Awaited<ReturnType<typeof slotsOn>>[number]
type OwnTime = Awaited<ReturnType<typeof ownTimes>>[number]

function heldView(own: OwnTime | undefined): Pick<SlotRow, 'held'> {
  if (own === undefined || own.held_until === null) return {}
  const { id: bookingId, held_until: until, seats, for_other: forOther } = own
  return { held: { bookingId, until: until.toISOString(), seats, ...(forOther === true && { forOther }) } }
}

/** Returns the state of a slot for somebody who has not booked it. */
function slotState({ rules }: ServiceFact, slot: Slot, day: Day, now: Date): SlotRow['state'] {
  if (slot.state === 'closed' || tooFewToBegin(rules, slot, now)) return 'closed'
  if (slot.starts_at <= now || closesAt(slot.starts_at, rules) < now) return 'tooLate'
  if (opensAt(day, rules) > now) return 'later'
  return slot.taken < slot.capacity ? 'free' : 'full'
}

/** Returns the days for the caller, with what they have on them. */
export async function dayRows(
  { tx, districtId, clock, actor: { accountId } }: Caller,
  service: ServiceFact,
  from: Day,
  until: Day,
): Promise<{ rows: DayRow[]; own: OwnTime[] }> {
  const now = clock.now()
  // A slot that begins this very moment can no longer be booked; one at the end of the lead time still can.
  const after = new Date(Math.max(now.getTime() + 1, now.getTime() + service.rules.leadMinutes * minuteMs))
  const when = { now, after, undecided: undecidedUntil(service.rules, now) }
  const stored = await daysHeld(tx, districtId, service.code, { from, until, ...when })
  const own = accountId === null ? [] : await ownTimes(tx, districtId, { accountId, serviceCode: service.code, from, until }, when)
  const closures = await closuresOfService(tx, districtId, service, from)
  const rows: DayRow[] = []
  for (let day = from; day <= until; day = addDays(day, 1)) {
    const held = own.reduce((sum, row) => (row.day === day && row.state === 'held' && row.ahead ? sum + row.seats : sum), 0)
    const { free, ...rest } = stored.get(day) ?? nothing
    rows.push(dayRow(service, day, { ...rest, free: free + held }, closures, now))
  }
  return { rows, own }
}

type Held = Awaited<ReturnType<typeof daysHeld>> extends Map<Day, infer H> ? H : never
const nothing: Held = { slots: 0, ahead: 0, free: 0, closedBecause: null }

function dayRow(service: ServiceFact, day: Day, held: Held, closures: readonly StoredClosure[], now: Date): DayRow {
  const { slots, ahead, free } = held
  const said = (state: DayRow['state'], says: string, left = 0): DayRow => ({ day, state, free: left, slots, says })
  if (day < dayOf(now)) return said('over', '已经过去')
  const rearranged = mayBeRearranged(day) && service.rules.holidays === 'closed' ? '；节假日安排公布后可能调整' : ''
  const openings = hoursOn(service.rules, day)
  if (service.way === 'walkIn') return walkInRow(said, openings, closures, day)
  const opens = opensAt(day, service.rules)
  // Days past the horizon are computed from the rules: their slots need not exist yet.
  if (opens > now && openings.closed === '' && closureOf(closures, day) === undefined) {
    return said('later', `${timeMark(opens)} 起可约${rearranged}`)
  }
  if (slots === 0) return said('closed', `${whyClosed(openings.closed, closures, day, held)}${rearranged}`)
  if (opens > now) return said('later', `${timeMark(opens)} 起可约${rearranged}`)
  if (ahead === 0) return said('over', day === dayOf(now) ? `${dayMark(day)}已不能预约` : '已不能在线预约')
  if (free === 0) return said('full', `约满了，可以候补${rearranged}`)
  return said('open', `还有 ${free} 个位置${rearranged}`, free)
}

/** Returns the closure of the whole day, if any. */
const closureOf = (closures: readonly StoredClosure[], day: Day) =>
  closures.find((one) => one.fromDay <= day && day <= one.untilDay && one.hours === null)

const whyClosed = (byRules: string, closures: readonly StoredClosure[], day: Day, { closedBecause }: Held): string => {
  const closure = closures.find((one) => one.fromDay <= day && day <= one.untilDay)
  if (closure !== undefined) return becauseClosed(closure.reason)
  return byRules || closedBecause || '这一天不开放'
}

/** Returns the row of a walk-in service: nothing to book, but with its hours. */
function walkInRow(
  said: (state: DayRow['state'], says: string) => DayRow,
  { openings, closed }: ReturnType<typeof hoursOn>,
  closures: readonly StoredClosure[],
  day: Day,
): DayRow {
  const closure = closureOf(closures, day)
  if (closure !== undefined || closed !== '') return said('closed', closure === undefined ? closed : becauseClosed(closure.reason))
  const short = (wall: string) => wall.replace(/^0(?=\d)/, '')
  return said('closed', `不用预约，${openings.map(({ from, to }) => `${short(from)}–${short(to)}`).join('、')} 到现场办理`)
}
