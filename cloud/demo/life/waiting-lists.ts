import { addDays } from '../../platform/time/calendar'
import { asEpisodes, type Episode } from '../timeline'
import type { World } from '../world'
import { seatsOf } from './seats'

/** Returns the episodes of waiting lists: every state of an entry. */
export function waitingLists(world: World): Episode[] {
  const { client, people, time, spokenFor } = world
  const { freeSlots, booksSlot } = seatsOf(world)
  /** Fills a slot of the hut some days ahead with the first of these; the others wait. */
  const queue = async (daysAhead: number, nth: number, keys: readonly string[]) => {
    const [first = ''] = keys
    const day = addDays(time.today, daysAhead)
    const free = await freeSlots(people.resident(first), { serviceCode: 'HUT-PRESSURE', from: day, until: day })
    const slot = free.at(nth % Math.max(1, free.length))
    if (slot === undefined) throw new Error(`Nothing free at the hut on ${day}`)
    const booked: { id: string; key: string }[] = []
    const waits: { id: string; key: string }[] = []
    for (const key of keys) {
      const by = people.resident(key)
      const booking = booked.length < slot.free ? await booksSlot(by, slot.id) : null
      if (booking !== null) {
        spokenFor.add(booking.id)
        booked.push({ id: booking.id, key })
      } else if (booked.length >= slot.free) {
        const { id } = await client.does(by, 'POST /v1/waiting', { body: { slotId: slot.id } })
        waits.push({ id, key })
      }
    }
    return { booked, waits, startsAt: new Date(slot.startsAt) }
  }
  const cancels = ({ id, key }: { id: string; key: string }) =>
    client.does(people.resident(key), 'POST /v1/bookings/{id}/cancel', { params: { id }, body: {} })
  const offerOf = async (key: string) => {
    const { rows } = await client.does(people.resident(key), 'GET /v1/waiting')
    return rows.find(({ holdId }) => holdId !== null)?.holdId ?? null
  }

  return asEpisodes({
    async 'a place that came free was taken; another let pass'() {
      await time.on(4, '09:00')
      const { booked, waits } = await queue(2, 1, ['mei', 'nie', 'cui', 'long', 'qu'])
      const [one, two] = booked
      await time.on(3, '09:10')
      if (one !== undefined) await cancels(one)
      await time.after(6)
      const holdId = await offerOf(waits[0]?.key ?? '')
      if (holdId !== null) await client.does(people.resident(waits[0]?.key ?? ''), 'POST /v1/bookings', { body: { holdId } })
      // The next one does not answer in time.
      if (two !== undefined) await cancels(two)
    },
    async 'somebody left, somebody waits'() {
      await time.on(2, '10:05')
      const { waits } = await queue(3, 2, ['lei', 'hou', 'zou', 'zhu', 'lan'])
      await time.on(1, '19:25')
      const [first] = waits
      if (first !== undefined) await client.does(people.resident(first.key), 'DELETE /v1/waiting/{id}', { params: { id: first.id } })
    },
    async 'the time came before a place did'() {
      await time.on(3, '14:00')
      await queue(-1, 1, ['du', 'liang', 'min', 'dong'])
    },
    async 'a place is on offer to the resident at this moment'() {
      await time.on(1, '09:45')
      const { booked } = await queue(2, 3, ['jia', 'lu', 'resident'])
      await time.before(9)
      const [one] = booked
      if (one !== undefined) await cancels(one)
    },
  })
}
