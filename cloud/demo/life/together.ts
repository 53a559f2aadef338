import { asEpisodes, type Episode } from '../timeline'
import type { World } from '../world'
import { casesOf, type Filed } from './cases'

/** Requests that are handled together, put into another category, noted for the staff, or sent on to a road of the law. */
export function togetherCases(world: World): Episode[] {
  const { client, time, people } = world
  const acts = casesOf(world)
  const { resident } = people
  const merges = async (of: Filed, main: Filed) =>
    client.does(await people.staff('W003'), 'POST /v1/requests/{id}/merge', {
      params: { id: of.id },
      body: { mainId: main.id, reason: '同一处渗水，一起修' },
    })
  const leak = (text: string, place: string) => ({ kind: 'help', category: 'leak', text, place }) as const

  return asEpisodes({
    async 'two neighbours, one leak'() {
      await time.on(2, '08:45')
      const main = await acts.files(resident('shao'), { ...leak('走廊天花板渗水，滴在电表箱旁边', '1 单元 2 层走廊'), photo: 'leak' })
      await time.after(40)
      await acts.accepts(main)
      await time.after(30)
      const child = await acts.files(resident('mei'), leak('一层门口上面一直滴水，墙都黄了', '1 单元 1 层'))
      await time.after(30)
      await acts.accepts(child)
      await merges(child, main)
      await client.does(await people.staff('W003'), 'POST /v1/requests/{id}/note', {
        params: { id: main.id },
        body: { text: '3 层住户白天不在家，钥匙在物业前台' },
      })
      await time.on(1, '09:50')
      await acts.handles(main, '找到漏点，是三层的下水弯头，今天换')
    },
    async 'put together by mistake'() {
      await time.on(1, '13:25')
      const main = await acts.files(resident('hou'), leak('厨房水池下面的管子漏水', '厨房'))
      const other = await acts.files(resident('lei'), leak('阳台顶上渗水，晾的衣服都湿了', '阳台'))
      await time.after(35)
      await acts.accepts(main)
      await acts.accepts(other)
      await merges(other, main)
      await time.after(25)
      await client.does(await people.staff('W003'), 'POST /v1/requests/{id}/unmerge', { params: { id: other.id }, body: {} })
    },
    async 'put into another category'() {
      await time.on(1, '08:50')
      const of = await acts.files(resident('wan'), { kind: 'complaint', category: 'rubbish', text: '楼后的绿地被人圈起来种菜，还堆肥' })
      await time.after(40)
      await acts.accepts(of)
      await time.after(20)
      await client.does(await acts.handlerOf(of), 'POST /v1/requests/{id}/recategorise', {
        params: { id: of.id },
        body: { categoryCode: 'property', reason: '圈占绿地由物业和业委会处理，按物业服务办' },
      })
    },
    async 'sent on to the court'() {
      await time.on(2, '14:10')
      const of = await acts.files(resident('resident'), {
        ...{ kind: 'consult', category: 'property', text: '楼上装修震裂了我家的墙，他不肯赔，该找谁？' },
        place: '2 单元 402',
      })
      await time.after(60)
      await acts.accepts(of)
      await time.after(90)
      await client.does(await acts.handlerOf(of), 'POST /v1/requests/{id}/transferOut', {
        params: { id: of.id },
        body: { to: 'court', explanation: '赔偿数额双方谈不拢，要由法院判定；您也可以先申请调解，不收费' },
      })
    },
  })
}
