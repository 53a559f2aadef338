import { wallTime } from '@doorstep/contract/services/views'
import type { Insertable } from 'kysely'
import * as v from 'valibot'
import type { Tx } from '../../platform/database/database'
import type { Closure } from '../../platform/database/schema'
import { touchReference } from '../../platform/snapshot/versions'
import { instantOf, type Day } from '../../platform/time/calendar'
import type { ClosedTime } from '../slots/slots-of-day'

const Hours = v.nullable(v.object({ from: wallTime, to: wallTime }))

const columns = ['id', 'venue_code', 'service_code', 'from_day', 'until_day', 'hours', 'reason', 'by_staff', 'calls_off'] as const

/** Query of closures that were not lifted. */
const openClosures = (tx: Tx, districtId: number) =>
  tx.selectFrom('closure').where('district_id', '=', districtId).where('ended_at', 'is', null).select(columns)

type Row = Awaited<ReturnType<ReturnType<typeof openClosures>['executeTakeFirstOrThrow']>>

/** A closure (停办) as stored. */
export interface StoredClosure extends ClosedTime {
  id: string
  venueCode: string
  /** Code of the one closed service; null: the whole venue. */
  serviceCode: string | null
  reason: string
  byStaff: string
  /** Whether whoever waits with a number when it begins is called off, rather than served while a window is at work. */
  callsOff: boolean
}

export const asClosure = (row: Row): StoredClosure => ({
  id: row.id,
  venueCode: row.venue_code,
  serviceCode: row.service_code,
  fromDay: row.from_day,
  untilDay: row.until_day,
  hours: v.parse(Hours, row.hours),
  reason: row.reason,
  byStaff: row.by_staff,
  callsOff: row.calls_off,
})

/** Returns the district's closures that were not lifted, ordered by day. */
export const closureRows = (tx: Tx, districtId: number): Promise<Row[]> =>
  openClosures(tx, districtId).orderBy('from_day').orderBy('id').execute()

/** A closure as it bears on a time that has begun. */
export interface ClosureThen {
  reason: string
  serviceCode: string | null
  wholeDay: boolean
  enteredAt: Date
}

/** Returns what kept a service's booker out of its venue in some time of a day: the closures there that hold in it, or held until lifted. */
export async function closuresDuring(
  tx: Tx,
  districtId: number,
  { venueCode, serviceCode }: { venueCode: string; serviceCode: string },
  { day, from, to }: { day: Day; from: Date; to: Date },
): Promise<ClosureThen[]> {
  const there = tx
    .selectFrom('closure')
    .where('district_id', '=', districtId)
    .where('venue_code', '=', venueCode)
    .where('from_day', '<=', day)
    .where('until_day', '>=', day)
    .where((closure) => closure.or([closure('service_code', 'is', null), closure('service_code', '=', serviceCode)]))
    .select(['service_code', 'hours', 'reason', 'created_at', 'ended_at'])
    .orderBy('created_at')
  // One statement for each of two indexes.
  const rows = [
    ...(await there.where('ended_at', 'is', null).execute()),
    ...(await there.where('ended_at', 'is not', null).where('ended_at', '>', from).execute()),
  ]
  const holding = rows.filter(({ hours, ended_at: lifted }) => {
    const part = v.parse(Hours, hours)
    const begins = part === null ? from : later(instantOf(day, part.from), from)
    const ends = part === null ? to : sooner(instantOf(day, part.to), to)
    return begins < (lifted === null ? ends : sooner(lifted, ends))
  })
  return holding.map(({ service_code: closed, hours, reason, created_at: enteredAt }) => ({
    reason,
    serviceCode: closed,
    wholeDay: hours === null,
    enteredAt,
  }))
}

const later = (one: Date, other: Date) => (one > other ? one : other)
const sooner = (one: Date, other: Date) => (one < other ? one : other)

export async function lockedClosure(tx: Tx, districtId: number, id: string): Promise<StoredClosure | null> {
  const row = await openClosures(tx, districtId).where('id', '=', id).forUpdate().executeTakeFirst()
  return row === undefined ? null : asClosure(row)
}

export async function insertClosure(tx: Tx, row: Insertable<Closure>): Promise<void> {
  await tx.insertInto('closure').values(row).execute()
  await touchReference(tx, row.district_id, 'closures')
}

export async function endClosure(tx: Tx, districtId: number, id: string, now: Date): Promise<void> {
  await tx.updateTable('closure').where('district_id', '=', districtId).where('id', '=', id).set({ ended_at: now }).execute()
  await touchReference(tx, districtId, 'closures')
}
