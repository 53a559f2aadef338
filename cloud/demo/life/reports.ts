import { asEpisodes, type Episode } from '../timeline'
import type { World } from '../world'
import { casesOf } from './cases'

/** Reports (举报), which only those who dispatch see. */
export function reports(world: World): Episode[] {
  const { client, time, people } = world
  const acts = casesOf(world)
  const { resident } = people

  return asEpisodes({
    async 'a report of danger is being looked into'() {
      await time.on(2, '14:20')
      const { id } = await acts.files(resident('zhu'), {
        kind: 'report',
        category: 'unsafe',
        buildingCode: 'B0013',
        text: '一层门面改成了群租房，隔了九间，只有一个出口',
      })
      await time.after(70)
      const dispatcher = await people.staff('P01')
      await client.does(dispatcher, 'POST /v1/requests/{id}/accept', { params: { id }, body: {} })
      await time.on(1, '10:00')
      await client.does(dispatcher, 'POST /v1/requests/{id}/handle', { params: { id }, body: { text: '消防和住建一起上门核查' } })
    },
    async 'a report is answered'() {
      await time.on(4, '21:10')
      const of = await acts.files(resident('guo'), {
        kind: 'report',
        category: 'clutter',
        buildingCode: 'B0043',
        text: '地下室被人租出去当仓库，通道全堵住了',
        photo: 'clutter',
      })
      await time.on(3, '09:30')
      const dispatcher = await people.staff('P01')
      const params = { id: of.id }
      await client.does(dispatcher, 'POST /v1/requests/{id}/accept', { params, body: {} })
      await time.on(2, '10:45')
      await client.does(dispatcher, 'POST /v1/requests/{id}/reply', {
        params,
        body: { outcome: 'solved', text: '核查属实，货物已限期搬空，通道恢复，现场照片存档' },
      })
      await time.on(1, '18:40')
      await acts.rates(of, 5)
    },
    async 'a report has just come in'() {
      await time.before(190)
      await acts.files(resident('fu'), {
        kind: 'report',
        category: 'misconduct',
        buildingCode: 'B0105',
        text: '窗口的人让我先找他亲戚的店复印，不然不给办',
        answers: [{ code: 'facts', value: '上周三上午，服务站窗口，我和另外两位居民都在' }],
      })
    },
  })
}
