import { addDays, minuteMs } from '../../platform/time/calendar'
import { asEpisodes, type Episode } from '../timeline'
import type { World } from '../world'
import { seatsOf } from './seats'
import { waitingLists } from './waiting-lists'

/** Services that residents book, with how far ahead each likes to come. */
const liked = [
  ...['HUT-PRESSURE', 'HS-MEDICARE', 'QH-SOCIAL', 'HS-BENEFIT', 'LA-WINDOW', 'HUT-PRESSURE', 'HUT-PHONE', 'QH-TAICHI', 'HS-MEDICARE'],
  ...['LA-TABLETENNIS', 'HUT-TALK', 'QH-SOCIAL', 'HS-CRAFT', 'WT-CLINIC', 'HUT-REPAIR', 'LA-DOCTOR', 'QH-STORY', 'WT-FRAUD', 'HS-LAW'],
  ...['HUT-DOCTOR', 'LA-AFTERCLASS', 'QH-SOCIAL'],
] as const

/** Daytimes at which residents book, one of them each. */
const hours = ['07:40', '09:10', '12:20', '13:30', '16:50', '19:15', '20:30'] as const

/** Three bookings of most residents over the week, for the days after; who comes is seen on the day (counters.ts). */
function everydayBookings(world: World): Episode[] {
  const { time, people } = world
  const { books } = seatsOf(world)
  return people.all().flatMap((by, n) =>
    [5, 3, 1].map((daysAgo, round) => ({
      name: `booking of ${by.key}`,
      async live() {
        await time.on(daysAgo, hours[(n + round * 2) % hours.length] ?? '12:00')
        await time.after((n * 7) % 50)
        const serviceCode = liked[(n * 5 + round * 3) % liked.length] ?? 'HUT-PRESSURE'
        await books(by, { serviceCode, from: addDays(time.today, -daysAgo + ((n + round) % 2)), nth: n + round })
      },
    })),
  )
}

/** Returns bookings that stand in each state of the machine, and the waiting lists. */
function specialBookings(world: World): Episode[] {
  const { client, people, time, spokenFor } = world
  const { resident } = people
  const { books, booksSlot, freeSlots } = seatsOf(world)
  const ahead = (days: number) => addDays(time.today, days)
  /** Books at the hut, which is open every day of the year, so that the demo has it on any date. */
  const atHut = async (key: string, from: string, nth: number) => {
    const booking = await books(resident(key), { serviceCode: 'HUT-PRESSURE', from, nth })
    if (booking === null) throw new Error(`Nothing free at the hut from ${from} on`)
    spokenFor.add(booking.id)
    return { params: { id: booking.id }, by: resident(key), startsAt: new Date(booking.startsAt) }
  }
  const missed = async (key: string, daysAgo: number, nth: number) => {
    await time.on(daysAgo + 1, '16:15')
    const of = await atHut(key, ahead(-daysAgo), nth)
    // The job counts them as not come once the grace is over.
    await time.at(new Date(of.startsAt.getTime() + 4 * 60 * minuteMs))
    return of
  }
  const keeper = () => people.staff('S02')
  const hall = () => people.staff('Z01')

  return asEpisodes({
    async 'a no-show'() {
      await missed('qiu', 2, 1)
    },
    async 'a no-show with an appeal that waits'() {
      const { by, params } = await missed('dai', 3, 2)
      await time.on(1, '12:30')
      await client.does(by, 'POST /v1/bookings/{id}/appeal', { params, body: { text: '孩子突然要去医院，忘了取消，对不起' } })
    },
    async 'a no-show that is excused'() {
      const { by, params } = await missed('tian', 4, 0)
      await time.on(3, '09:30')
      await client.does(by, 'POST /v1/bookings/{id}/appeal', { params, body: { text: '那天膝盖疼得下不了楼' } })
      await time.on(3, '11:00')
      await client.does(await keeper(), 'POST /v1/staff/bookings/{id}/excuse', { params, body: { note: '电话核实过，下次可以上门量' } })
    },
    async 'a no-show that stands'() {
      const { by, params } = await missed('wan', 5, 3)
      await time.on(4, '12:10')
      await client.does(by, 'POST /v1/bookings/{id}/appeal', { params, body: { text: '睡过头了' } })
      await time.on(4, '15:00')
      await client.does(await keeper(), 'POST /v1/staff/bookings/{id}/keep', { params, body: { reason: '位置空了，请下次提前取消' } })
    },
    async 'let in late'() {
      await time.on(2, '17:20')
      const { params, startsAt } = await atHut('pan', ahead(-1), 4)
      await time.at(new Date(startsAt.getTime() + 75 * minuteMs))
      const staff = await keeper()
      const { state } = await client.does(staff, 'GET /v1/staff/bookings/{id}', { params })
      if (state !== 'missed') await client.does(staff, 'POST /v1/staff/bookings/{id}/miss', { params })
      await client.does(staff, 'POST /v1/staff/bookings/{id}/arriveLate', { params })
      await time.after(12)
      await client.does(staff, 'POST /v1/staff/bookings/{id}/finish', { params, body: { note: '血压 128/82' } })
    },
    async 'cancelled by the booker'() {
      await time.on(3, '12:40')
      const { by, params } = await atHut('bai', ahead(1), 0)
      await time.on(1, '19:50')
      await client.does(by, 'POST /v1/bookings/{id}/cancel', { params, body: { reason: '临时要加班' } })
    },
    async 'moved to another day'() {
      await time.on(3, '13:20')
      const { by, params } = await atHut('xia', ahead(1), 1)
      await time.on(1, '12:50')
      const [slot] = await freeSlots(by, { serviceCode: 'HUT-PRESSURE', from: ahead(2) })
      if (slot !== undefined) await client.does(by, 'POST /v1/bookings/{id}/move', { params, body: { slotId: slot.id } })
    },
    async 'a booking of the resident ahead'() {
      await time.on(2, '20:10')
      await atHut('resident', ahead(1), 2)
      await time.on(1, '20:05')
      const weekend = await books(resident('resident'), { serviceCode: 'HS-CRAFT', from: ahead(0), laterThan: 26 * 60 })
      if (weekend !== null) spokenFor.add(weekend.id)
    },
    async 'bookings of the elder'() {
      await time.on(2, '08:30')
      await atHut('elder', ahead(1), 0)
      const home = await books(resident('elder'), {
        serviceCode: 'NJ-MEAL',
        from: ahead(1),
        address: '槐树里 6 号楼 1 单元 201',
        note: '少盐，饭软一点',
      })
      if (home === null) return
      await time.on(1, '11:10')
      const cook = await people.staff('S08')
      const { helpers } = await client.does(cook, 'GET /v1/staff/bookings/{id}', { params: { id: home.id } })
      const helper = helpers.find(({ onLeave }) => !onLeave)
      if (helper !== undefined)
        await client.does(cook, 'POST /v1/staff/bookings/{id}/assign', { params: { id: home.id }, body: { staffCode: helper.code } })
    },
    async 'a home visit nobody is assigned to'() {
      await time.on(1, '13:40')
      await books(resident('ruan'), { serviceCode: 'NJ-MEAL', from: ahead(2), address: '槐树里 3 号楼 1 单元 101' })
    },
    async 'the room: agreed, declined, and waiting for an answer'() {
      await time.on(3, '09:50')
      const yes = await books(resident('dai'), { serviceCode: 'HS-ROOM', from: ahead(1), note: '楼门会，约 15 人，负责人戴老师' })
      const no = await books(resident('meng'), { serviceCode: 'HS-ROOM', from: ahead(1), nth: 1, note: '公司年会彩排' })
      await time.on(3, '11:15')
      for (const booking of [yes, no]) if (booking !== null) spokenFor.add(booking.id)
      if (yes !== null)
        await client.does(await hall(), 'POST /v1/staff/bookings/{id}/approve', {
          params: { id: yes.id },
          body: { note: '可以，投影遥控器在服务台' },
        })
      if (no !== null)
        await client.does(await hall(), 'POST /v1/staff/bookings/{id}/decline', {
          params: { id: no.id },
          body: { reason: '议事厅不借给商业活动，可以联系街道多功能厅' },
        })
      await time.before(95)
      // During long holidays nobody could answer before the first days that are open.
      for (const days of [2, 5, 8, 11, 14]) {
        const asked = await books(resident('qiao'), { serviceCode: 'HS-ROOM', from: ahead(days), nth: 1, note: '读书会，10 人左右' })
        if (asked === null) continue
        spokenFor.add(asked.id)
        return
      }
    },
    async 'called off, and to be phoned'() {
      await time.on(1, '10:25')
      const slots = await freeSlots(resident('resident2'), { serviceCode: 'HUT-PRESSURE', from: ahead(2) })
      const slot = slots.at(-1)
      if (slot === undefined) throw new Error('Nothing free at the hut')
      const staff = await keeper()
      const body = { slotId: slot.id, name: '李奶奶', phone: '19900020004', consent: 'byPhone' as const, note: '腿脚不便，要坐着等' }
      const { id } = await client.does(staff, 'POST /v1/staff/bookings', { body })
      spokenFor.add(id)
      const other = await booksSlot(resident('resident2'), slot.id)
      await time.on(1, '16:05')
      for (const one of [id, other?.id]) {
        if (one === undefined) continue
        spokenFor.add(one)
        await client.does(staff, 'POST /v1/staff/bookings/{id}/callOff', {
          params: { id: one },
          body: { reason: '血压计送去校准，当天量不了' },
        })
      }
    },
    async 'a day that is closed'() {
      await time.on(1, '16:50')
      const admin = await people.staff('A01')
      const closure = { venueCode: 'QH-CENTRE', serviceCode: 'QH-HALL', fromDay: ahead(9), untilDay: ahead(9), reason: '舞台灯检修' }
      const { digest } = await client.does(admin, 'POST /v1/staff/closure-checks', { body: closure })
      await client.does(admin, 'POST /v1/staff/closures', { body: { closure, digest, hits: 'callOff', reason: '舞台灯检修' } })
    },
    async 'a place held and given back'() {
      await time.on(1, '21:10')
      const [slot] = await freeSlots(resident('kang'), { serviceCode: 'HUT-PRESSURE', from: ahead(3) })
      if (slot === undefined) return
      const { id } = await client.does(resident('kang'), 'POST /v1/holds', { body: { slotId: slot.id } })
      await time.after(2)
      await client.does(resident('kang'), 'DELETE /v1/holds/{id}', { params: { id } })
    },
    async 'a place held at this moment'() {
      await time.before(1)
      const [slot] = await freeSlots(resident('ji'), { serviceCode: 'HUT-PRESSURE', from: ahead(3) })
      if (slot !== undefined) await client.does(resident('ji'), 'POST /v1/holds', { body: { slotId: slot.id } })
    },
  })
}

/** Returns the episodes of all bookings but the days at the venues. */
export const bookingEpisodes = (world: World): Episode[] => [...specialBookings(world), ...waitingLists(world), ...everydayBookings(world)]
