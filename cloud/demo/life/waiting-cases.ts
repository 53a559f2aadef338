import { addDays, dayOf, hourMs, instantOf } from '../../platform/time/calendar'
import { asEpisodes, type Episode } from '../timeline'
import type { World } from '../world'
import { casesOf, type Filed } from './cases'

/**
 * Requests that stand still on the way, one for each state in which somebody is waited for. They stand there at any hour at which the demo is
 * made, so all but the newest have come to it by yesterday.
 */
export function waitingCases(world: World): Episode[] {
  const { client, time, people } = world
  const acts = casesOf(world)
  const { resident } = people
  /** The last full hours before the end at which people are awake, within a range. */
  const awakeBefore = (from: number, until: number): number => {
    for (let hours = from; hours < until; hours += 1) {
      const at = new Date(time.end.getTime() - hours * hourMs)
      if (at >= instantOf(dayOf(at), '07:00') && at < instantOf(dayOf(at), '22:00')) return hours
    }
    return from
  }
  const says = (of: Filed, text: string) => client.does(of.by, 'POST /v1/requests/{id}/comment', { params: { id: of.id }, body: { text } })
  /** The next 14:00 that is far enough to plan a visit for. */
  const nextVisit = () => {
    const todays = instantOf(time.today, '14:00')
    return todays.getTime() > time.end.getTime() + hourMs ? todays : instantOf(addDays(time.today, 1), '14:00')
  }

  return asEpisodes({
    async 'a visit is agreed on'() {
      await time.on(1, '09:05')
      const of = await acts.files(resident('resident'), {
        kind: 'help',
        category: 'leak',
        text: '厨房水管接口滴水，柜子底板泡湿了',
        place: '2 单元 402 厨房',
        photo: 'leak',
      })
      await time.after(35)
      await acts.accepts(of, '先帮您关好角阀，今天约师傅')
      await time.after(140)
      await acts.handles(of, '水电师傅上门换接口，请留人在家', nextVisit())
      await time.after(200)
      await says(of, '我下午都在家，到了按门铃就行')
    },
    async 'a reply waits for its rating'() {
      await time.on(2, '09:40')
      const of = await acts.files(resident('resident'), {
        kind: 'complaint',
        category: 'clutter',
        text: '一层楼梯下面堆着装修剩料，推车过不去',
        place: '2 单元 1 层',
        photo: 'clutter',
      })
      await time.after(50)
      await acts.accepts(of)
      await time.after(120)
      await acts.handles(of, '找到了装修的那一户，约好明天清走')
      await time.on(1, '15:20')
      await acts.replies(of, '装修剩料已经清走，楼梯下贴了提示，请您看看', { photo: 'fixed' })
    },
    async 'a question waits for the resident'() {
      await time.on(2, '10:30')
      const of = await acts.files(resident('nie'), { kind: 'help', category: 'trees', text: '窗外的树枝太密，屋里白天也要开灯' })
      await time.after(90)
      await acts.asks(of, '请问是哪一侧的窗户，几楼？方便的话补一张照片')
    },
    async 'another question waits for the elder'() {
      await time.on(1, '10:20')
      const of = await acts.files(resident('elder'), {
        kind: 'help',
        category: 'elderly',
        text: '想装一个淋浴扶手，不知道找谁',
        answers: [{ code: 'kind', value: ['小修小补'] }],
      })
      await time.after(45)
      await acts.accepts(of)
      await time.after(100)
      await acts.asks(of, '请问浴室的墙是瓷砖还是木板？我们好带合适的工具')
    },
    async 'a question was answered'() {
      await time.on(3, '09:15')
      const of = await acts.files(resident('ji'), { kind: 'complaint', category: 'parking', text: '有辆面包车长期占着两个车位' })
      await time.after(60)
      await acts.asks(of, '请问车停在哪一栋楼下，白天还是晚上在？')
      await time.on(2, '19:20')
      await client.does(of.by, 'POST /v1/requests/{id}/supply', {
        params: { id: of.id },
        body: { text: '在 1 号楼东侧，晚上七点以后都在', fileIds: [await world.photoOf(of.by, 'road')] },
      })
      await time.on(1, '09:10')
      await acts.accepts(of)
      await time.after(90)
      await acts.handles(of, '今晚和门岗一起等车主')
    },
    async 'accepted yesterday'() {
      await time.on(1, '14:10')
      const of = await acts.files(resident('hou'), { kind: 'consult', category: 'property', text: '楼下的健身器材归谁修？' })
      await time.after(80)
      await acts.accepts(of)
    },
    async 'the promised time is over'() {
      await time.on(3, '10:10')
      const of = await acts.files(resident('tian'), {
        kind: 'help',
        category: 'light',
        text: '五号楼门前路灯忽明忽暗',
        answers: [{ code: 'where', value: '小区路上' }],
        photo: 'lamp',
      })
      await time.after(50)
      await acts.accepts(of, '报给路灯管理所了')
      await time.on(1, '16:40')
      await client.does(await people.staff('V01'), 'POST /v1/requests/{id}/comment', {
        params: { id: of.id },
        body: { text: '已经超过答应的时间，请今天给居民回个话' },
      })
      await time.on(1, '20:10')
      await client.does(of.by, 'POST /v1/requests/{id}/urge', { params: { id: of.id }, body: {} })
    },
    async 'nobody has accepted it in time'() {
      await time.on(1, '09:30')
      await acts.files(resident('sheng'), { kind: 'help', category: 'water', text: '自来水有一股味道' })
    },
    async 'due within hours'() {
      await time.before(awakeBefore(15, 23) * 60)
      const of = await acts.files(resident('cui'), { kind: 'help', category: 'drain', text: '马桶冲不下去，一冲就返上来', place: '4 层' })
      await time.after(25)
      await acts.accepts(of)
      await time.after(30)
      await acts.handles(of, '疏通师傅已经排上，今天到')
    },
    async 'still to be accepted in time'() {
      await time.before(85)
      await acts.files(resident('xia'), { kind: 'help', category: 'road', text: '楼前的水泥盖板断了一块，孩子差点踩空', photo: 'road' })
    },
    async 'just filed, with a recording'() {
      await time.before(24)
      const by = resident('geng')
      await client.does(by, 'POST /v1/requests', {
        body: {
          kind: 'help',
          categoryCode: 'elderly',
          text: '水龙头关不紧，请人来看看',
          answers: [{ code: 'kind', value: ['小修小补'] }],
          fileIds: [await world.voiceOf(by, 6)],
        },
      })
    },
  })
}
