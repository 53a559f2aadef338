import { addDays, dayOf, hourMs, instantOf } from '../../platform/time/calendar'
import type { Episode } from '../timeline'
import type { World } from '../world'
import { casesOf, filedBy, type Filed } from './cases'

/**
 * Requests that stand still somewhere on the way, or take another one: each state of the machine has one at any hour at which the demo is
 * made, so all but the newest have come to it by yesterday.
 */
export function specialCases(world: World): Episode[] {
  const { client, time, people } = world
  const acts = casesOf(world)
  const { resident } = people
  const light = (value: string) => [{ code: 'where', value }]
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

  const lives: Record<string, () => Promise<void>> = {
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
    async 'a request is refused'() {
      await time.on(2, '13:10')
      const of = await acts.files(resident('pan'), {
        kind: 'consult',
        category: 'property',
        text: '和物业的官司下个月开庭，能帮我说说吗？',
      })
      await time.after(70)
      await client.does(await acts.handlerOf(of), 'POST /v1/requests/{id}/refuse', {
        params: { id: of.id },
        body: { reason: 'litigation', explanation: '这件事法院已经立案，要等法院判决；诉讼之外的困难随时可以找我们' },
      })
    },
    async 'a refusal is contested'() {
      await time.on(3, '11:00')
      const of = await acts.files(resident('lei'), {
        kind: 'complaint',
        category: 'noise',
        text: '楼下水泵房夜里嗡嗡响',
        answers: [{ code: 'kind', value: ['机器设备'] }],
      })
      await time.after(150)
      await client.does(await acts.handlerOf(of), 'POST /v1/requests/{id}/refuse', {
        params: { id: of.id },
        body: { reason: 'otherDuty', explanation: '水泵房由物业管理，请先向物业提出' },
      })
      await time.on(1, '20:10')
      await client.does(of.by, 'POST /v1/requests/{id}/contest', {
        params: { id: of.id },
        body: { text: '物业说泵是街道装的，两边都不管，请再看一看' },
      })
    },
    async 'two are withdrawn'() {
      await time.on(4, '18:30')
      const first = await acts.files(resident('meng'), {
        kind: 'help',
        category: 'power',
        text: '家里停电了',
        answers: [{ code: 'area', value: '只有我家' }],
      })
      await time.after(25)
      await client.does(first.by, 'POST /v1/requests/{id}/withdraw', {
        params: { id: first.id },
        body: { reason: '是自己家欠费，已经交了' },
      })
      await time.on(2, '12:00')
      const second = await acts.files(resident('dai'), { kind: 'complaint', category: 'rubbish', text: '草地上有一堆快递盒' })
      await time.after(45)
      await acts.accepts(second)
      await time.after(60)
      await client.does(second.by, 'POST /v1/requests/{id}/withdraw', { params: { id: second.id }, body: { reason: '邻居自己收走了' } })
    },
    async 'a bad rating has handed it to somebody else'() {
      await time.on(3, '08:50')
      const of = await acts.files(resident('qiao'), {
        kind: 'help',
        category: 'light',
        text: '楼道感应灯不灵，跺脚也不亮',
        answers: light('楼道'),
        photo: 'lamp',
      })
      await time.after(40)
      await acts.accepts(of)
      await time.on(2, '10:00')
      await acts.replies(of, '感应灯已经调过灵敏度，白天测试会亮')
      await time.on(1, '20:40')
      await acts.rates(of, 1, '晚上还是不亮，没人来看过')
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
        answers: light('小区路上'),
        photo: 'lamp',
      })
      await time.after(50)
      await acts.accepts(of, '报给路灯管理所了')
      await time.on(1, '16:40')
      await client.does(await people.staff('V01'), 'POST /v1/requests/{id}/comment', {
        params: { id: of.id },
        body: { text: '已经超过答应的时间，请今天给居民回个话' },
      })
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
    async 'the department has solved it'() {
      await time.on(4, '09:20')
      const of = await acts.files(resident('jia'), { kind: 'help', category: 'lift', text: '电梯门关到一半又弹开，要按好几次' })
      await time.after(30)
      await acts.accepts(of)
      await time.after(45)
      await acts.hands(of, 'H02', '要维保单位停梯检修，请房屋部门协调')
      await time.after(90)
      await acts.handles(of, '维保单位下午停梯检修，预计两小时')
      await time.on(3, '10:30')
      await acts.replies(of, '换了光幕和门滚轮，试运行三十次正常，检修单贴在轿厢里')
      await time.on(3, '19:30')
      await acts.rates(of, 5, '门不夹人了')
    },
    async 'the department works on it'() {
      await time.on(1, '11:15')
      const of = await acts.files(resident('lan'), { kind: 'complaint', category: 'rubbish', text: '河边有人倒建筑渣土', photo: 'yard' })
      await time.after(40)
      await acts.accepts(of)
      await time.after(50)
      await acts.hands(of, 'H01', '属于城管执法，已附现场照片')
      await time.after(120)
      await acts.handles(of, '执法队已调监控，正在找运渣车')
    },
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
          answers: light('单元门口'),
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
    async 'partly solved'() {
      await time.on(5, '08:40')
      const of = await acts.files(resident('xiang'), { kind: 'suggest', category: 'ebike', text: '车棚充电口不够，能不能再加十个？' })
      await time.after(120)
      await acts.accepts(of)
      await time.on(4, '11:20')
      await acts.handles(of, '电力说这一路还能加六个，先装六个')
      await time.on(2, '16:10')
      await acts.replies(of, '先装了六个充电口，余下四个等电力增容后再装', { outcome: 'partly' })
      await time.on(1, '21:00')
      await acts.rates(of, 3, '比以前好，还不太够')
    },
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
  }
  return Object.entries(lives).map(([name, live]) => ({ name, live }))
}
