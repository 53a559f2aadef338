import { asEpisodes, type Episode } from '../timeline'
import type { World } from '../world'
import { casesOf, filedBy } from './cases'

/** Requests that somebody files for somebody else. */
export function casesForOthers(world: World): Episode[] {
  const { client, time, people } = world
  const acts = casesOf(world)
  const { resident } = people

  return asEpisodes({
    async 'filed for somebody who has to be phoned'() {
      await time.on(2, '09:05')
      const member = await people.staff('W003')
      const filed = await client.does(member, 'POST /v1/requests', {
        body: {
          kind: 'help',
          categoryCode: 'elderly',
          text: '屋里的门锁生锈拧不动，想换一个好开的',
          answers: [{ code: 'kind', value: ['小修小补'] }],
          onBehalf: {
            name: '李桂珍',
            phone: '19900020001',
            relation: '居民',
            consent: { how: 'inPerson' },
            home: { buildingCode: 'B0024', unit: '1 单元', room: '101' },
          },
        },
      })
      const of = filedBy(member, filed)
      await time.after(60)
      await acts.accepts(of)
      await time.on(1, '11:30')
      await acts.replies(of, '门锁换成了大把手的，钥匙三把已交给老人')
    },
    async 'phoned, and rated on the phone'() {
      await time.on(5, '10:40')
      const member = await people.staff('W002')
      const filed = await client.does(member, 'POST /v1/requests', {
        body: {
          kind: 'help',
          categoryCode: 'allowance',
          text: '独居老人想问高龄津贴怎么没有到账',
          onBehalf: {
            name: '孟庆山',
            phone: '19900020002',
            relation: '居民',
            consent: { how: 'byPhone' },
            home: { buildingCode: 'B0012', unit: '2 单元', room: '203' },
          },
        },
      })
      const of = filedBy(member, filed)
      await time.after(50)
      await acts.accepts(of)
      await time.on(4, '15:10')
      await acts.replies(of, '津贴卡换号没有登记，已经补办，下月一并补发')
      await time.after(45)
      const { toCall } = await client.does(member, 'GET /v1/requests/{id}', { params: { id: of.id } })
      if (toCall !== null)
        await client.does(member, 'POST /v1/staff/requests/{id}/called', { params: { id: of.id }, body: { said: toCall } })
      await time.on(3, '16:00')
      await client.does(await people.staff('P01'), 'POST /v1/staff/requests/{id}/ratings', {
        params: { id: of.id },
        body: { contacted: true, solved: true, satisfied: 5, text: '电话里说谢谢小蒋' },
      })
    },
    async 'filed for her mother'() {
      await time.on(3, '20:00')
      const by = resident('resident')
      const filed = await client.does(by, 'POST /v1/requests', {
        body: {
          kind: 'help',
          categoryCode: 'light',
          text: '我妈楼下的门灯不亮，她晚上出门我不放心',
          answers: [{ code: 'where', value: '单元门口' }],
          onBehalf: {
            name: '赵淑兰',
            phone: '19900020003',
            relation: '女儿',
            consent: { how: 'byPhone' },
            home: { buildingCode: 'B0014', unit: '1 单元', room: '302' },
          },
        },
      })
      const of = filedBy(by, filed)
      await time.on(2, '08:50')
      await acts.accepts(of)
      await time.after(200)
      await acts.replies(of, '门灯换了新的，接了光控，天黑自己会亮', { outcome: 'solved', photo: 'fixed' })
      await time.on(2, '20:15')
      await acts.rates(of, 5, '妈妈说亮堂多了')
    },
  })
}
