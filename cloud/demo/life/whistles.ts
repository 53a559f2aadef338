import type { Reply } from '@doorstep/contract/endpoints'
import type { Api } from '@doorstep/contract/api'
import { asEpisodes, type Episode } from '../timeline'
import type { World } from '../world'

type Whistle = Reply<Api['POST /v1/staff/whistles']>

const grid = '990101001001003'

/** Whistles: one that is over and assessed, one under way, and one that a branch secretary suggests. */
export function whistles({ client, time, people }: World): Episode[] {
  const callOf = ({ calls }: Whistle, unitCode: string) => ({
    params: { id: calls.find(({ unit }) => unit.code === unitCode)?.id ?? '' },
  })
  return asEpisodes({
    async 'a whistle is over'() {
      await time.on(3, '14:05')
      const street = await people.staff('P01')
      const [city, fire] = [await people.staff('H01'), await people.staff('H07')]
      const called = await client.does(street, 'POST /v1/staff/whistles', {
        body: {
          ...{ gridCode: grid, buildingCode: 'B0027', place: '7 号楼地下室入口' },
          ...{ purpose: '地下室堆满废纸箱，通道堵死，请一起清走并查清是谁堆的', unitCodes: ['city', 'fire'] },
        },
      })
      await time.after(8)
      await client.does(fire, 'POST /v1/staff/whistle-calls/{id}/respond', {
        ...callOf(called, 'fire'),
        body: { arriveMinutes: 30, who: '防火科老岑' },
      })
      await time.after(6)
      await client.does(city, 'POST /v1/staff/whistle-calls/{id}/respond', { ...callOf(called, 'city'), body: { arriveMinutes: 40 } })
      await time.after(22)
      await client.does(fire, 'POST /v1/staff/whistle-calls/{id}/arrive', { ...callOf(called, 'fire'), body: {} })
      await time.after(15)
      await client.does(city, 'POST /v1/staff/whistle-calls/{id}/arrive', { ...callOf(called, 'city'), body: {} })
      await time.after(90)
      await client.does(fire, 'POST /v1/staff/whistle-calls/{id}/result', {
        ...callOf(called, 'fire'),
        body: { text: '通道已畅通，给堆放人发了整改通知' },
      })
      await client.does(city, 'POST /v1/staff/whistle-calls/{id}/result', {
        ...callOf(called, 'city'),
        body: { text: '清走废纸箱两车' },
      })
      await time.after(20)
      for (const code of ['fire', 'city'])
        await client.does(street, 'POST /v1/staff/whistle-calls/{id}/confirm', { ...callOf(called, code), body: {} })
      await client.does(street, 'POST /v1/staff/whistles/{id}/close', {
        params: { id: called.id },
        body: { text: '地下室通道清空，物业每天锁门检查' },
      })
      await client.does(street, 'POST /v1/staff/whistle-calls/{id}/rateUnit', {
        ...callOf(called, 'fire'),
        body: { inTime: true, achieved: true },
      })
      await time.after(30)
      await client.does(fire, 'POST /v1/staff/whistle-calls/{id}/rateCall', {
        ...callOf(called, 'fire'),
        body: { needed: true, prepared: true, text: '现场有人带路，很快' },
      })
    },
    async 'a whistle is under way'() {
      await time.before(50)
      const street = await people.staff('P01')
      const called = await client.does(street, 'POST /v1/staff/whistles', {
        body: {
          ...{ gridCode: grid, buildingCode: 'B0021', place: '1 号楼西侧路口' },
          ...{ purpose: '路面塌了一块，下面像有水管漏水，请到场围挡、关阀、查清', unitCodes: ['city', 'water', 'traffic'] },
          respondMinutes: 60,
        },
      })
      await time.after(7)
      await client.does(await people.staff('H03'), 'POST /v1/staff/whistle-calls/{id}/respond', {
        ...callOf(called, 'water'),
        body: { arriveMinutes: 25, who: '抢修班' },
      })
      await time.after(5)
      await client.does(await people.staff('H09'), 'POST /v1/staff/whistle-calls/{id}/respond', {
        ...callOf(called, 'traffic'),
        body: { arriveMinutes: 60 },
      })
      await time.after(18)
      await client.does(await people.staff('H03'), 'POST /v1/staff/whistle-calls/{id}/arrive', { ...callOf(called, 'water'), body: {} })
    },
    async 'a whistle is suggested'() {
      await time.before(20)
      await client.does(await people.staff('S02'), 'POST /v1/staff/whistles', {
        body: {
          ...{ gridCode: grid, place: '槐树里东门外早市' },
          ...{ purpose: '早市占了消防车道，劝过两次不听，请几家一起来定个办法', unitCodes: ['city', 'fire', 'police'] },
        },
      })
    },
  })
}
