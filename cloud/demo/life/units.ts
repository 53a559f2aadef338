import { asEpisodes, type Episode } from '../timeline'
import type { World } from '../world'
import { casesOf, type Filed } from './cases'

/** Requests that units work on: given to them, claimed, joined in, disputed, ordered, and with a later time asked for. */
export function unitCases(world: World): Episode[] {
  const { client, time, people } = world
  const acts = casesOf(world)
  const { resident } = people
  const gives = async (of: Filed, unitCode: string, reason: string, joining: string[] = []) =>
    acts.after(
      of,
      client.does(await people.staff('P01'), 'POST /v1/requests/{id}/dispatch', {
        params: { id: of.id },
        body: { unitCode, joining, reason, outside: reason },
      }),
    )
  const claims = async (of: Filed, staff: string) =>
    acts.after(of, client.does(await people.staff(staff), 'POST /v1/requests/{id}/claim', { params: { id: of.id }, body: {} }))
  const disputes = async (of: Filed, reason: string) =>
    client.does(await people.staff('H01'), 'POST /v1/requests/{id}/dispute', { params: { id: of.id }, body: { reason } })
  const asksLonger = async (of: Filed, workingDays: number, reason: string) =>
    client.does(await acts.handlerOf(of), 'POST /v1/requests/{id}/askExtension', {
      params: { id: of.id },
      body: { workingDays, reason },
    })
  const orders = async (of: Filed, text: string) =>
    client.does(await people.staff('V01'), 'POST /v1/requests/{id}/order', { params: { id: of.id }, body: { text } })
  const given = async (by: string, words: Parameters<typeof acts.files>[1]) => {
    const of = await acts.files(resident(by), words)
    await time.after(30)
    await acts.accepts(of)
    await time.after(20)
    return of
  }

  return asEpisodes({
    async 'a unit leads and another joins in'() {
      await time.on(1, '09:35')
      const of = await given('ding', { kind: 'help', category: 'trees', text: '梧桐枝压到电线上，刮风就打火花似的响' })
      await gives(of, 'city', '树枝归园林修剪，要先停电', ['power'])
      await time.after(60)
      await claims(of, 'H01')
      await time.after(90)
      await client.does(await people.staff('H04'), 'POST /v1/requests/{id}/report', {
        params: { id: of.id },
        body: { text: '已排停电，树修完就送电' },
      })
      await acts.handles(of, '供电所已排停电，园林队带升降车来修')
    },
    async 'given to a unit where nobody has taken it on'() {
      await time.on(1, '14:35')
      const of = await given('qiu', { kind: 'complaint', category: 'rubbish', text: '围墙外的垃圾桶三天没人收，狗把袋子都扒开了' })
      await gives(of, 'city', '围墙外归环卫')
    },
    async 'a unit says it is not its own'() {
      await time.on(1, '10:05')
      const of = await given('kang', { kind: 'suggest', category: 'trees', text: '二号楼北面的爬山虎该修了，窗户都推不开' })
      await gives(of, 'city', '绿化修剪')
      await time.after(80)
      await disputes(of, '小区围墙里的绿化由物业养护，不在园林的范围')
    },
    async 'a dispute was decided'() {
      await time.on(3, '09:25')
      const of = await given('zou', { kind: 'complaint', category: 'rubbish', text: '装修垃圾堆在中心花园一个多星期了' })
      await gives(of, 'city', '建筑垃圾清运')
      await time.after(90)
      await disputes(of, '小区里的装修垃圾由物业定点收集，再由我们清运')
      await time.on(2, '10:50')
      await client.does(await people.staff('V01'), 'POST /v1/requests/{id}/decide', {
        params: { id: of.id },
        body: { unitCode: 'city', reason: '堆在花园里已超过一周，请城管先清走，再和物业定收集点' },
      })
      await time.after(40)
      await claims(of, 'H01')
      await acts.handles(of, '清运车排在后天上午，和物业一起定收集点')
    },
    async 'a later time was granted'() {
      await time.on(5, '09:10')
      const of = await acts.files(resident('resident'), {
        ...{ kind: 'complaint', category: 'noise', place: '2 单元楼下', photo: 'yard' },
        text: '楼下换热站的水泵从早到晚嗡嗡响',
        answers: [{ code: 'kind', value: ['机器设备'] }],
      })
      await time.after(60)
      await acts.accepts(of)
      await gives(of, 'city', '噪声由城管检测')
      await time.on(4, '09:30')
      await claims(of, 'H01')
      await acts.handles(of, '测了一次，夜里超标，等厂家来装减震垫')
      await time.on(3, '14:30')
      await asksLonger(of, 3, '减震垫要从厂家订货，装好还要再测一次')
      await time.on(2, '09:20')
      await client.does(await people.staff('K01'), 'POST /v1/requests/{id}/grantExtension', { params: { id: of.id }, body: {} })
    },
    async 'a later time is asked for'() {
      await time.on(3, '10:20')
      const of = await acts.files(resident('bai'), {
        ...{ kind: 'complaint', category: 'noise', text: '楼下饭馆的排风机对着卧室窗户吹，到半夜才停' },
        answers: [{ code: 'kind', value: ['机器设备'] }],
      })
      await time.after(60)
      await acts.accepts(of)
      await gives(of, 'city', '餐饮噪声由城管执法')
      await time.after(90)
      await claims(of, 'H01')
      await time.on(1, '15:30')
      await asksLonger(of, 2, '店主同意改风管方向，施工队下周才有空')
    },
    async 'the supervisor has ordered it'() {
      await time.on(3, '11:15')
      const of = await given('cui', {
        ...{ kind: 'help', category: 'light', text: '车棚里的灯坏了四盏，推车像摸黑' },
        answers: [{ code: 'where', value: '小区路上' }],
      })
      await gives(of, 'city', '公共照明')
      await time.after(40)
      await claims(of, 'H01')
      await time.on(1, '11:40')
      await orders(of, '已经过了答应的时间，请今天派人去换，并给居民回话')
    },
    async 'an order was answered'() {
      await time.on(4, '10:45')
      const of = await given('nie', { kind: 'help', category: 'road', text: '东门减速带的螺钉露出来，扎了两辆车的胎', photo: 'road' })
      await gives(of, 'city', '道路附属设施')
      await time.after(50)
      await claims(of, 'H01')
      await time.on(2, '11:10')
      await orders(of, '扎过两辆车，请先围起来，再说什么时候修好')
      await time.on(2, '15:40')
      await client.does(await people.staff('H01'), 'POST /v1/requests/{id}/acknowledge', {
        params: { id: of.id },
        body: { text: '已放锥桶围挡，新减速带在路上，到货当天换' },
      })
    },
  })
}
