import { asEpisodes, type Episode } from '../timeline'
import type { World } from '../world'
import { casesOf } from './cases'

/** Requests that took another way: refused, withdrawn, handed on, or not solved at once. */
export function turnedCases(world: World): Episode[] {
  const { client, time, people } = world
  const acts = casesOf(world)
  const { resident } = people

  return asEpisodes({
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
        answers: [{ code: 'where', value: '楼道' }],
        photo: 'lamp',
      })
      await time.after(40)
      await acts.accepts(of)
      await time.on(2, '10:00')
      await acts.replies(of, '感应灯已经调过灵敏度，白天测试会亮')
      await time.on(1, '20:40')
      await acts.rates(of, 1, '晚上还是不亮，没人来看过')
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
  })
}
