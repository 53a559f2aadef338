import { asEpisodes, type Episode } from '../timeline'
import type { World } from '../world'
import { casesOf, filedBy } from './cases'

/** What staff type in: found on their rounds, and come as a sheet of 12345; and what a neighbour follows instead of filing it again. */
export function waysIn(world: World): Episode[] {
  const { client, time, people, photoOf } = world
  const acts = casesOf(world)
  return asEpisodes({
    async 'found on a round and closed on the spot'() {
      await time.on(3, '10:15')
      const member = await people.staff('W003')
      const fileIds = [await photoOf(member, 'fixed')]
      await client.does(member, 'POST /v1/staff/requests', {
        body: {
          ...{ kind: 'help', categoryCode: 'light', channel: 'grid', buildingCode: 'B0024', placeDetail: '1 单元门厅' },
          text: '巡查时发现门厅灯罩松了，快掉下来',
          answers: [{ code: 'where', value: '单元门口' }],
          done: { text: '当场拧紧灯罩，试过不晃了', fileIds },
        },
      })
    },
    async 'a neighbour follows'() {
      await time.on(1, '10:20')
      const of = await acts.files(people.resident('long'), {
        ...{ kind: 'help', category: 'light', place: '2 单元门口', answers: [{ code: 'where', value: '单元门口' }] },
        text: '单元门口的灯不亮，晚上看不清台阶',
      })
      await time.after(30)
      await acts.accepts(of)
      await time.after(60)
      const neighbour = people.resident('resident')
      const { rows } = await client.does(neighbour, 'POST /v1/similar-requests', {
        body: { kind: 'help', categoryCode: 'light', text: '单元门口灯不亮' },
      })
      const params = { id: of.id }
      const body = { token: rows.find(({ id }) => id === of.id)?.token ?? '' }
      await client.does(neighbour, 'PUT /v1/requests/{id}/follow', { params, body })
      await time.inWork(200)
      await acts.replies(of, '门口的灯换好了，天黑自动亮', { photo: 'fixed' })
    },
    async 'a sheet of 12345'() {
      await time.on(2, '14:20')
      const dispatcher = await people.staff('P01')
      const filed = await client.does(dispatcher, 'POST /v1/staff/requests', {
        body: {
          ...{ kind: 'help', categoryCode: 'light', channel: 'hotline', buildingCode: 'B0012', placeDetail: '2 单元二层' },
          text: '来电反映楼道灯不亮，老人上下楼看不清',
          answers: [{ code: 'where', value: '单元门口' }],
          outside: { number: '12345-20261121-0187' },
        },
      })
      const of = filedBy(dispatcher, filed)
      await time.after(40)
      await acts.accepts(of)
      await time.after(180)
      await acts.replies(of, '换了声控灯，试过脚步声就亮', { photo: 'fixed' })
    },
  })
}
