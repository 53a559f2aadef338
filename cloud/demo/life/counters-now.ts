import { dayOf, minuteMs } from '../../platform/time/calendar'
import type { Person } from '../people'
import { asEpisodes, type Episode } from '../timeline'
import type { World } from '../world'
import { places } from './places'
import { seatsOf } from './seats'

/** Returns the episodes of the last half hour at the counters, where one is open now. */
export const counterNow = (world: World): Episode[] =>
  asEpisodes({ 'the queue of this moment': () => queueNow(world), 'the resident has just arrived': () => arrivesNow(world) })

/** The resident has a time of today within the hour, where there is one at this time of day, and has just checked in. */
async function arrivesNow(world: World): Promise<void> {
  const { client, people, time, spokenFor } = world
  const { freeSlots, booksSlot } = seatsOf(world)
  await time.on(1, '17:05')
  const she = people.resident('resident')
  for (const { code, keeper, walkIns } of places) {
    for (const serviceCode of walkIns) {
      const soon = (await freeSlots(she, { serviceCode, from: time.today, until: time.today })).find(
        ({ startsAt }) => Math.abs(Date.parse(startsAt) - time.end.getTime() - 20 * minuteMs) < 30 * minuteMs,
      )
      const booking = soon === undefined ? null : await booksSlot(she, soon.id)
      if (booking === null) continue
      spokenFor.add(booking.id)
      await time.before(9)
      const staff = await people.staff(keeper)
      await client.tries(staff, ['notNow', 'notArrivable'], 'POST /v1/staff/check-ins', { body: { venueCode: code, code: booking.code } })
      return
    }
  }
}

/** The queue in the last half hour, where one of the venues is open now: somebody served, somebody called, one passed, some waiting. */
async function queueNow(world: World): Promise<void> {
  const { client, people, time } = world
  await time.before(34)
  for (const { code, keeper, walkIns } of places) {
    const staff = await people.staff(keeper)
    for (const serviceCode of walkIns) {
      const draws = (name: string) =>
        client.tries(staff, ['walkInsFull', 'notFound'], 'POST /v1/staff/tickets', { body: { venueCode: code, serviceCode, name } })
      const { services } = await client.does(staff, 'GET /v1/staff/venues/{code}/sheet', {
        params: { code },
        query: { day: dayOf(time.clock.now()) },
      })
      const running = services
        .filter((service) => service.code === serviceCode)
        .some((service) =>
          service.slots.some(
            ({ startsAt, endsAt }) => Date.parse(startsAt) <= time.end.getTime() && Date.parse(endsAt) > time.end.getTime(),
          ),
        )
      if (!running) continue
      const first = await draws('孙大妈')
      if (first === null) continue
      await fillQueue(world, staff, { code, letter: first.number.charAt(0), draws })
      return
    }
  }
}

interface Filling {
  code: string
  letter: string
  draws: (name: string) => Promise<{ id: string } | null>
}

async function fillQueue({ client, time }: World, staff: Person, { code, letter, draws }: Filling): Promise<void> {
  const calls = (window: string) =>
    client.tries(staff, ['queueEmpty', 'notNow'], 'POST /v1/staff/venues/{code}/next', {
      params: { code },
      body: { queue: letter, window },
    })
  for (const name of ['吴师傅', '郑女士', '冯大爷', '陈女士']) {
    await time.after(2)
    await draws(name)
  }
  await time.after(3)
  const gone = await calls('1 号窗口')
  await time.after(4)
  if (gone !== null) await client.does(staff, 'POST /v1/staff/tickets/{id}/pass', { params: { id: gone.id } })
  const served = await calls('1 号窗口')
  await time.after(2)
  if (served !== null) await client.does(staff, 'POST /v1/staff/tickets/{id}/serve', { params: { id: served.id } })
  await time.after(6)
  await draws('沈大爷')
  await time.after(2)
  await calls('2 号窗口')
}
