import { asEpisodes, type Episode } from '../timeline'
import type { World } from '../world'
import { casesOf, filedBy } from './cases'

/** Organisations of the area: a shop that is checked and files as one, and one that waits to be checked. */
export function organisations(world: World): Episode[] {
  const { client, time, people } = world
  const acts = casesOf(world)
  return asEpisodes({
    async 'a shop files as a shop'() {
      await time.on(4, '10:30')
      const by = people.resident('resident2')
      const shop = await client.does(by, 'POST /v1/organisations', {
        body: {
          ...{ name: '柳岸早餐店', kind: 'shop', buildingCode: 'B0054', premises: '底商 3 号' },
          ...{ contactName: '周先生', position: '店主' },
        },
      })
      await time.after(180)
      await client.does(await people.staff('W006'), 'POST /v1/staff/organisations/{id}/decide', {
        params: { id: shop.id },
        body: { verified: true, answer: '看过营业执照和门面' },
      })
      await time.on(1, '10:40')
      const filed = await client.does(by, 'POST /v1/requests', {
        body: {
          ...{ kind: 'help', categoryCode: 'drain', text: '店门口的下水井往上冒水，客人绕着走', asOrganisation: shop.id },
        },
      })
      const of = filedBy(by, filed)
      await time.after(35)
      await acts.accepts(of)
      await time.after(60)
      await acts.handles(of, '疏通车已经约好，通完再冲洗路面')
    },
    async 'a company waits to be checked'() {
      await time.on(1, '16:05')
      await client.does(people.resident('qiao'), 'POST /v1/organisations', {
        body: {
          ...{ name: '槐里家政服务有限公司', kind: 'company', buildingCode: 'B0028', premises: '2 单元 101' },
          ...{ contactName: '乔女士', position: '行政' },
        },
      })
    },
  })
}
