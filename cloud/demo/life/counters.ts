import type { StaffBookingRow } from '@doorstep/contract/bookings/staff-views'
import { addDays, instantOf, minuteMs } from '../../platform/time/calendar'
import type { Person } from '../people'
import type { Episode } from '../timeline'
import type { World } from '../world'
import { places, type Place } from './places'
import { seatsOf } from './seats'

const visitors = ['孙大妈', '吴师傅', '郑女士', '冯大爷', '陈女士', '褚先生', '卫阿姨', '蒋先生', '沈大爷', '韩女士'] as const
/** What bookers say of a visit, by turns; most say nothing. */
const opinions: readonly (readonly [satisfied: number, text: string] | null)[] = [
  [5, '一次就办好了'],
  null,
  [4, ''],
  [5, '医生讲得很仔细'],
  [5, ''],
  [2, '约的九点，等到九点四十才叫到'],
  [5, '还帮我打印了材料'],
  [3, '人有点多'],
  null,
  [5, ''],
]

interface Arrival {
  at: Date
  booking: StaffBookingRow | null
  walkIn: string | null
}

/** Returns the episodes of every venue on every day, today as far as it has come. */
export function counterEpisodes(world: World): Episode[] {
  const { time } = world
  return [7, 6, 5, 4, 3, 2, 1, 0].flatMap((daysAgo) =>
    places.map((place, n) => ({
      name: `${place.code} ${daysAgo} days ago, ${time.today}`,
      live: () => dayAt(world, place, { daysAgo, turn: daysAgo * places.length + n }),
    })),
  )
}

async function dayAt(world: World, { code, keeper, walkIns }: Place, { daysAgo, turn }: { daysAgo: number; turn: number }): Promise<void> {
  const { client, people, time, spokenFor, bookers } = world
  const day = addDays(time.today, -daysAgo)
  await time.at(instantOf(day, '07:30'))
  const staff = await people.staff(keeper)
  const { services } = await client.does(staff, 'GET /v1/staff/venues/{code}/sheet', { params: { code }, query: { day } })
  const slots = services.flatMap((service) => service.slots.filter(({ closedReason }) => closedReason === null))
  const expected = slots
    .flatMap(({ bookings }) => bookings)
    .filter(({ id, state }) => state === 'booked' && !spokenFor.has(id))
    // One in twelve does not come.
    .filter((_, n) => (n + turn) % 12 !== 7)
    .map((booking, n): Arrival => ({ at: new Date(Date.parse(booking.startsAt) - (4 + ((n * 5) % 14)) * minuteMs), booking, walkIn: null }))
  const open = services.some(({ slots: some }) => some.length > 0)
  const strolled = open && walkIns.length > 0 ? walkInTimes(day, turn) : []
  const arrivals = [
    ...expected,
    ...strolled.map((at, n): Arrival => ({ at, booking: null, walkIn: walkIns[n % walkIns.length] ?? null })),
  ].sort((one, other) => one.at.getTime() - other.at.getTime())

  for (const [n, { at, booking, walkIn }] of arrivals.entries()) {
    await time.at(at)
    if (booking?.way === 'home') {
      await time.after(50)
      await client.tries(staff, ['notNow'], 'POST /v1/staff/bookings/{id}/finish', { params: { id: booking.id }, body: {} })
    } else if (booking !== null) {
      const arrived = await client.tries(staff, ['notNow', 'notArrivable'], 'POST /v1/staff/check-ins', {
        body: { venueCode: code, code: booking.code },
      })
      if (arrived === null) continue
      if (arrived.ticket === null) await finish(world, staff, booking.id)
      else await serveNext(world, staff, { code, letter: arrived.ticket.number.charAt(0), n })
    } else if (walkIn !== null) {
      const name = visitors[(n + turn) % visitors.length] ?? ''
      const ticket = await client.tries(staff, ['walkInsFull', 'notFound'], 'POST /v1/staff/tickets', {
        body: { venueCode: code, serviceCode: walkIn, name },
      })
      if (ticket !== null) await serveNext(world, staff, { code, letter: ticket.number.charAt(0), n })
    }
    const by = booking === null ? undefined : bookers.get(booking.id)
    const opinion = opinions[(n + turn) % opinions.length]
    if (booking !== null && by !== undefined && opinion)
      time.begin({ name: `rating of ${booking.id}`, live: () => rate(world, by, booking.id, opinion, n) })
  }
}

/** Three to five times at which somebody without a booking comes, while offices work. */
const walkInTimes = (day: string, turn: number): Date[] =>
  ['08:50', '09:35', '10:20', '14:25', '15:40']
    .slice(turn % 3)
    .map((wall, n) => new Date(instantOf(day, wall).getTime() + ((turn * 7 + n * 3) % 20) * minuteMs))

async function finish({ client, time }: World, staff: Person, id: string): Promise<void> {
  await time.after(40)
  await client.tries(staff, ['notNow'], 'POST /v1/staff/bookings/{id}/finish', { params: { id }, body: {} })
}

/** Calls who is next in a queue to a window, serves them and is done. */
async function serveNext(
  { client, time }: World,
  staff: Person,
  { code, letter, n }: { code: string; letter: string; n: number },
): Promise<void> {
  await time.after(2 + (n % 4) * 2)
  const window = `${1 + (n % 2)} 号窗口`
  const called = await client.tries(staff, ['queueEmpty', 'notNow'], 'POST /v1/staff/venues/{code}/next', {
    params: { code },
    body: { queue: letter, window },
  })
  if (called === null) return
  const params = { id: called.id }
  if (n % 2 === 0) await client.tries(staff, ['notNow'], 'POST /v1/staff/tickets/{id}/serve', { params })
  await time.after(5 + (n % 5) * 2)
  await client.tries(staff, ['notNow'], 'POST /v1/staff/tickets/{id}/done', { params })
}

async function rate(world: World, by: Person, id: string, [satisfied, text]: readonly [number, string], n: number): Promise<void> {
  const { client, people, time } = world
  await time.awake(90 + (n % 6) * 80)
  const rated = await seatsOf(world).rates(by, id, satisfied, text)
  if (rated === null || satisfied > 2 || n % 2 === 1) return
  // Every second bad rating is answered the day after; the others still wait for their answer.
  await time.inWork(16 * 60)
  const admin = await people.staff(rated.venue.areaCode.startsWith('990101001') ? 'A01' : 'A02')
  const { rows } = await client.does(admin, 'GET /v1/staff/booking-ratings', { query: { view: 'owed' } })
  for (const one of rows.slice(0, 1)) {
    await client.tries(admin, ['ownRating', 'notNow', 'notFound'], 'POST /v1/staff/booking-ratings/{id}/answer', {
      params: { id: one.id },
      body: { text: '那天窗口少了一位同事，已加开一个窗口，向您道歉' },
    })
  }
}
