import { bookingMachine } from '@doorstep/contract/bookings/machine'
import { defaultEmergencies } from '@doorstep/contract/emergencies'
import { actionsIn } from '@doorstep/contract/machine'
import { noticeMachine } from '@doorstep/contract/notices'
import { ticketMachine } from '@doorstep/contract/queue/machine'
import { isKnownTo030, requestMachine } from '@doorstep/contract/requests/machine'
import { partKilobytes } from '@doorstep/contract/rules'
import type { Api, ApiKey } from '@doorstep/contract/api'
import type { Endpoint, Reply } from '@doorstep/contract/endpoints'
import { venueOpenings, venueReplies } from './venue-replies'

/**
 * The API's replies while the built package is tested: lists as long as the API makes them, so that the budgets hold for a busy district.
 * Typed by the contract here and validated against its schemas in replies.test.ts.
 */
type ValueOf<K extends ApiKey> = Api[K] extends Endpoint ? Reply<Api[K]> : never
export type Replies = { [K in ApiKey]?: ValueOf<K> }

const id = (n: number) => `0198f0aa-0000-7000-8000-${String(n).padStart(12, '0')}`
const times = <T>(count: number, make: (n: number) => T) => Array.from({ length: count }, (_, n) => make(n))
const at = (minutesAgo: number) => new Date(Date.parse('2026-11-23T06:30:00.000Z') - minutesAgo * 60_000).toISOString()

const street = { code: '990101001', kind: 'street', name: '清河街道' } as const
const community = { code: '990101001001', kind: 'community', name: '槐树社区' } as const
const grid = { code: '990101001001003', name: '第 3 网格', community, street }
const building = (n: number) => ({
  code: `HS-${n}`,
  name: `槐树里 ${n} 号楼`,
  address: `清河街道槐树里 ${n} 号`,
  gridCode: grid.code,
  gridName: grid.name,
  communityName: community.name,
  units: ['1 单元', '2 单元', '3 单元'],
})
const partBytes = partKilobytes * 1024
const photo = (n: number) => ({
  id: id(900 + n),
  kind: 'photo' as const,
  url: `/v1/files/${id(900 + n)}?v=full&exp=1795415400&sig=${'a'.repeat(43)}`,
  thumbUrl: `/v1/files/${id(900 + n)}?v=thumb&exp=1795415400&sig=${'b'.repeat(43)}`,
  width: 1280,
  height: 960,
  seconds: null,
})
const voice = { ...photo(50), kind: 'voice' as const, thumbUrl: null, width: null, height: null, seconds: 18 }
const member = { staffCode: 'S-0301', name: '李明', title: '网格员', role: 'gridMember' as const, phone: '13800000000' }
const onDuty = { state: 'duty' as const, name: '李明', staffCode: 'S-0301', until: at(-210), says: '值班到 18:00' }
const branchGrid = { code: grid.code, name: grid.name }
const branch = {
  code: 'B-01',
  name: '家门口党支部',
  kind: 'estate' as const,
  secretary: '张建国',
  phone: '05430000000',
  place: '党群服务中心一楼',
  hours: '周一至周六 8:30–17:30',
  about: '小区里的党支部，谁家有事都可以来坐坐。',
  grids: [branchGrid],
}
const home = (n: number) => ({
  id: id(300 + n),
  building: building(n),
  unit: '2 单元',
  room: '401',
  label: n === 3 ? '我家' : '妈妈家',
  current: n === 3,
})

const me = {
  account: { id: id(1), name: '王阿姨', phone: '138****6021', elder: false },
  homes: [home(3), home(5)],
  staff: {
    code: 'S-0301',
    name: '李明',
    headOf: null,
    roles: [
      { role: 'gridMember' as const, area: grid.code, areaName: grid.name },
      { role: 'branchSecretary' as const, area: community.code, areaName: community.name },
    ],
    grids: [branchGrid],
  },
  unread: { inbox: 3, messages: 2 },
}

const row = (n: number) => ({
  id: id(100 + n),
  number: `HS3-241123-${String(n).padStart(2, '0')}`,
  kind: 'help' as const,
  title: '楼道灯坏了三天，老人晚上下楼看不见',
  categoryName: '公共照明',
  state: 'handling' as const,
  next: '李明会在今天 18:00 前答复您',
  promisedAt: at(-210),
  overdue: false,
  place: '槐树里 3 号楼 2 单元 4 层',
  createdAt: at(1000 + n),
  updatedAt: at(300 + n),
  channel: 'app' as const,
})
const followed = (n: number) => ({
  id: id(140 + n),
  categoryCode: 'light',
  categoryName: '公共照明',
  buildingCode: building(3).code,
  place: building(3).name,
  filedOn: '2026-11-20',
  closedOn: null,
  state: 'handling' as const,
  outcome: null,
  promisedOn: '2026-11-24',
  overdue: false,
})
const clock = (kind: 'acceptance' | 'handling' | 'whole', state: 'met' | 'running') => ({
  kind,
  name: kind === 'acceptance' ? '受理' : kind === 'handling' ? '办理答复' : '全程',
  startedAt: at(1000),
  dueAt: at(-210),
  pausedAt: null,
  stoppedAt: state === 'met' ? at(900) : null,
  missedAt: null,
  state,
  rule: '公共照明属急修类，24 小时内处理',
})
const step = (n: number) => ({
  seq: n + 1,
  did: n === 0 ? 'filed' : 'comment',
  by: n === 0 ? '您' : '网格员 李明',
  at: at(1000 - n * 20),
  title: n === 0 ? '您提交了诉求' : '李明留言',
  text: '电工今天下午上门，楼道不需要您在家。',
  files: n === 0 ? [photo(1), photo(2)] : [],
  state: 'handling' as const,
  hash: 'c'.repeat(64),
})
const request = {
  ...row(0),
  text: '2 单元四层到五层的灯坏了三天了，老人晚上下楼看不见。',
  files: [photo(1), photo(2), voice],
  answers: [{ ask: '在哪一层', value: '四层到五层' }],
  grid,
  requester: { name: '王阿姨', phone: '138****6021', place: '槐树里 3 号楼 2 单元' },
  anonymous: false,
  onBehalfOf: null,
  handler: { code: 'S-0301', name: '李明', title: '网格员' },
  clocks: [clock('acceptance', 'met'), clock('handling', 'running'), clock('whole', 'running')],
  timeline: times(12, step),
  as: ['requester' as const, 'handler' as const, 'team' as const],
  actions: actionsIn(requestMachine, row(0).state, ['requester', 'handler', 'team']).filter(isKnownTo030),
  mates: times(6, (n) => ({ code: `S-03${n}`, name: `同事 ${n}`, title: '副网格员', office: grid.name })),
  unit: null,
  parts: [],
  orders: [],
  units: [],
  myTurn: true,
  rework: 0,
  rateBy: null,
  rated: null,
  rating: null,
  remedy: null,
  happenedAt: at(1000),
  outside: null,
  outcome: null,
  toCall: null,
  contested: false,
  seenBy: [
    '本网格的办理人员能看到您的称呼、电话（您留了的话）和住处',
    '监督员能看到办理过程，看不到您的完整姓名和电话',
    '其他居民看不到这件诉求',
  ],
  urged: null,
  furtherActions: [],
  step: null,
  brokenSteps: 0,
  extensions: [],
  transferred: null,
  followers: 0,
  again: null,
}
const conversation = (n: number) => ({
  id: id(500 + n),
  grid,
  withName: n === 0 ? '李明' : `居民 ${n}`,
  withPlace: '槐树里 3 号楼 2 单元',
  lastSeq: 40,
  lastText: '好的，我下午过来看看，您在家等我就行。',
  lastAt: at(20 + n),
  unread: n % 3,
  theirDelivered: 40,
  theirRead: 38,
  waitingSince: at(30),
  replyBy: at(-30),
  escalated: 0,
})
const message = (n: number) => ({
  seq: n + 1,
  id: id(600 + n),
  clientId: id(700 + n),
  kind: n % 9 === 4 ? ('photo' as const) : n % 9 === 7 ? ('voice' as const) : ('text' as const),
  from: n % 2 === 0 ? ('me' as const) : ('them' as const),
  name: n % 2 === 0 ? '王阿姨' : '李明',
  text: n % 9 === 4 || n % 9 === 7 ? '' : '楼道的灯还没有好，今天有人来修吗，老人晚上下楼不方便。',
  file: n % 9 === 4 ? photo(n) : n % 9 === 7 ? voice : null,
  proposal: null,
  requestId: null,
  at: at(200 - n * 4),
})
const noticeRow = (n: number) => ({
  id: id(800 + n),
  title: '11月26日 9:00–17:00 3、4 号楼停水检修',
  branchName: branch.name,
  publishedAt: at(400 + n),
  thumbUrl: photo(n).thumbUrl,
  views: 120,
  read: n > 2,
  withdrawn: false,
})
const staffNotice = (n: number) => ({
  id: id(800 + n),
  title: noticeRow(n).title,
  text: '因管道检修，当天请提前存水。'.repeat(4),
  photos: [photo(1)],
  branch: { code: branch.code, name: branch.name },
  audience: [community],
  reaches: 612,
  state: n === 0 ? ('review' as const) : ('published' as const),
  author: '李明',
  reviewer: null,
  returnedReason: null,
  withdrawnReason: null,
  publishedAt: n === 0 ? null : at(400),
  updatedAt: at(400),
  as: ['author' as const, 'reviewer' as const],
  actions: actionsIn(noticeMachine, n === 0 ? 'review' : 'published', ['author', 'reviewer']),
})
const category = (n: number) => ({
  code: `C-${n}`,
  name: `公共照明 ${n}`,
  group: `房屋设施 ${n % 5}`,
  kinds: ['help' as const, 'complaint' as const],
  hint: '写明楼栋、单元和楼层',
  emergency: null,
  questions: [{ code: 'q1', ask: '在哪一层', type: 'string' as const, required: true, options: [], stopAt: null }],
  acceptance: { amount: 2, unit: 'hour' as const },
  handling: { amount: 24, unit: 'hour' as const },
  rule: '公共照明属急修类，24 小时内处理',
})
const inboxRow = (n: number) => ({
  id: id(400 + n),
  kind: 'reply' as const,
  title: '李明答复了您的诉求',
  text: '电工今天下午上门，18:00 前修好。',
  target: { kind: 'request' as const, id: id(100) },
  at: at(20 + n),
  read: n > 2,
})

const station = {
  code: 'V-01',
  name: '槐树社区党群服务站',
  address: '清河街道槐树路 18 号一楼',
  phone: '05430000001',
  areaCode: community.code,
  areaName: community.name,
  hoursSays: '周一至周五 8:30–12:00、14:00–18:00',
}
const bookingRow = (n: number) => ({
  id: id(1000 + n),
  state: n === 0 ? ('held' as const) : n < 4 ? ('booked' as const) : ('done' as const),
  serviceCode: 'S-CHECK',
  serviceName: '老年人健康体检',
  group: 'health' as const,
  way: 'slot' as const,
  startsAt: at(-1440 - n * 60),
  endsAt: at(-1455 - n * 60),
  place: station.name,
  seats: 1,
  forName: n % 3 === 2 ? '王秀兰' : null,
  next: '明天 9:00 开始，请提前到场签到；请准备：身份证',
  heldUntil: n === 0 ? at(-4) : null,
})
const waitingRow = (n: number) => ({
  id: id(1100 + n),
  state: n === 0 ? ('offered' as const) : ('waiting' as const),
  slotId: id(1150 + n),
  serviceCode: 'S-LEGAL',
  serviceName: '法律咨询',
  startsAt: at(-2880 - n * 30),
  endsAt: at(-2910 - n * 30),
  place: station.name,
  seats: 1,
  forOther: n % 3 === 2,
  position: n + 1,
  holdId: n === 0 ? id(1160) : null,
  offerUntil: n === 0 ? at(-12) : null,
})
const booking = {
  ...bookingRow(1),
  slotId: id(1170),
  code: '482913',
  venue: station,
  providerName: '市二院 陈医生',
  phone: station.phone,
  bring: '身份证或社保卡，空腹',
  note: '腿脚不便，走得慢',
  address: null,
  helper: null,
  reason: null,
  cancelUntil: at(-1300),
  arriveFrom: at(-1440),
  arriveUntil: at(-1530),
  approveBy: null,
  sequence: 1,
  icsUrl: `/v1/bookings/${id(1001)}/calendar?exp=1795415400&sig=${'d'.repeat(43)}`,
  missedSays: null,
  appeal: null,
  rating: null,
  rateBy: null,
  ticketId: null,
  events: times(30, (n) => ({
    seq: n + 1,
    did: n === 0 ? 'confirm' : 'move',
    by: '您',
    at: at(2000 - n * 10),
    title: n === 0 ? '您约好了' : '您改了时间',
    text: '改到 11月24日 周二 9:00',
  })),
  as: ['booker' as const],
  actions: actionsIn(bookingMachine, bookingRow(1).state, ['booker']),
  actionsUntil: null,
}
const ticket = (n: number) => ({
  id: id(1200 + n),
  number: `A0${12 + n}`,
  state: 'waiting' as const,
  venue: station,
  serviceCode: booking.serviceCode,
  serviceName: booking.serviceName,
  bookingId: booking.id,
  ahead: 3,
  estimate: { from: 10, to: 20, says: '大约 10 到 20 分钟' },
  window: null,
  now: 'A008',
  leftOver: false,
  says: '预约优先，按预约时间叫号',
  drawnAt: at(12),
  actions: actionsIn(ticketMachine, 'waiting', ['holder']),
})

const shown = (n: number) => ({
  code: `S-${n}`,
  name: `老年人健康体检 ${n}`,
  group: (['agency', 'health', 'legal', 'elder', 'family', 'activity', 'space', 'other'] as const)[n % 8] ?? 'other',
  way: n % 5 === 4 ? ('walkIn' as const) : n % 5 === 3 ? ('home' as const) : ('slot' as const),
  about: '量血压、测血糖、看化验单、问用药，每位大约 15 分钟',
  venue: station,
  provider: 'professional' as const,
  providerName: '市二院 陈医生',
})
const service = (n: number) => ({ ...shown(n), nextFree: n % 4 === 3 ? null : at(-1200 - n * 60) })
const day = (n: number) => ({
  day: new Date(Date.parse('2026-11-23T00:00:00.000Z') + n * 86_400_000).toISOString().slice(0, 10),
  state: n % 7 > 4 ? ('closed' as const) : n % 4 === 0 ? ('full' as const) : ('open' as const),
  free: n % 4 === 0 ? 0 : 6,
  slots: 20,
  says: n % 7 > 4 ? '周末不开放' : '',
})
/** Returns an instant so many minutes after this hour of tomorrow: only what is ahead can be booked. */
const ahead = (minutes: number) => new Date((Math.floor(Date.now() / 3_600_000) + 24) * 3_600_000 + minutes * 60_000).toISOString()
const slot = (n: number) => ({
  id: id(1300 + n),
  startsAt: ahead(n * 15),
  endsAt: ahead(n * 15 + 15),
  capacity: 4,
  free: n % 3 === 0 ? 0 : 2,
  state: n === 0 ? ('tooLate' as const) : n % 3 === 0 ? ('full' as const) : ('free' as const),
  waiting: n % 3 === 0 ? 2 : 0,
})

const contact = { id: id(71), name: '赵明', position: '店长', since: at(9000) }
const organisation = (n: number) => ({
  id: id(72 + n),
  name: `清河便利店 ${n}`,
  kind: 'shop' as const,
  building: building(5),
  premises: '底商 3 号',
  state: n === 0 ? ('verified' as const) : ('registered' as const),
  answer: null,
  createdAt: at(9000),
})

export const replies = {
  ...venueReplies,
  'POST /v1/sessions': { token: 'token-of-the-host', expiresAt: at(-40_000), me },
  'GET /v1/session': me,
  'GET /v1/sessions': {
    rows: times(3, (n) => ({ id: id(20 + n), device: '微信小程序', createdAt: at(9000), lastSeenAt: at(n), current: n === 0 })),
  },
  'GET /v1/people': {
    rows: times(2, (n) => ({
      id: id(60 + n),
      name: `张奶奶 ${n + 1}`,
      phone: '13900001111',
      relation: '邻居',
      home: { building: building(5), unit: '2 单元', room: '401' },
      consent: { how: 'inPerson' as const, at: at(9000) },
    })),
  },
  'GET /v1/organisations': { rows: times(2, (n) => ({ ...organisation(n), contacts: [{ ...contact, mine: n === 0 }] })) },
  'GET /v1/staff/organisations': { rows: times(20, (n) => ({ ...organisation(n), contacts: [contact] })), next: null },
  'GET /v1/areas': { rows: times(6, (n) => ({ code: `99010100${n + 1}`, kind: 'street' as const, name: `清河街道 ${n}` })) },
  'GET /v1/buildings': { rows: times(20, building), next: 'p2' },
  'GET /v1/doors/{token}': building(3),
  'GET /v1/grid-at': { grid, buildings: times(8, building) },
  'GET /v1/grids/{code}': {
    ...grid,
    kind: 'basic',
    area: '槐树里 1–8 号楼，共 612 户',
    member,
    supervisionPhone: '12345',
    onDuty,
    dutyHours: times(5, (n) => ({ weekday: n + 1, from: '08:30', to: '18:00' })),
    dutySays: '周一至周五 8:30–18:00',
    team: [member, { ...member, staffCode: 'S-0302', name: '王芳', title: '楼栋长', role: 'gridTeam' }],
    branches: [{ code: branch.code, name: branch.name, kindName: '家门口党支部' }],
    usualReply: { minutes: 20, of: 41 },
    rings: [times(40, (n) => [118 + n / 1000, 37 + (n % 7) / 1000])],
    updatedAt: at(5000),
  },
  'GET /v1/grid-corrections': {
    rows: times(20, (n) => ({
      id: id(40 + n),
      buildingName: `槐树里 ${n} 号楼`,
      shownGrid: branchGrid,
      said: '我们楼一直归第 2 网格管',
      state: 'open' as const,
      answer: null,
      createdAt: at(600),
    })),
    next: null,
  },
  'PUT /v1/my-photo': { photo: photo(7) },
  'GET /v1/my-duty': {
    photo: photo(7),
    grids: [{ ...grid, onDuty, mates: times(4, (n) => ({ staffCode: `S-03${n}`, name: `同事 ${n}` })) }],
    absences: [{ id: id(60), gridCode: grid.code, staffName: '李明', standInName: '王芳', from: at(-1440), until: at(-4320) }],
  },
  'GET /v1/branches': { rows: times(4, (n) => ({ ...branch, code: `B-0${n}` })) },
  'GET /v1/branches/{code}': branch,
  'GET /v1/conversations': { rows: times(20, conversation), next: 'p2' },
  'GET /v1/underway': {
    requests: times(20, (n) => ({
      ...row(n),
      rateBy: null,
      step: null,
      newest: { by: '网格员 李明', text: '约了电工，明天上午来换灯', visitAt: n === 0 ? at(-180) : null, at: at(60) },
    })),
    moreRequests: true,
    bookings: times(20, bookingRow),
    waiting: times(4, waitingRow),
    tickets: times(2, ticket),
    proposals: [],
    conversations: times(2, conversation),
  },
  'GET /v1/conversations/{id}': conversation(0),
  'GET /v1/conversations/{id}/messages': { rows: times(40, message), lastSeq: 40, theirDelivered: 40, theirRead: 38 },
  'POST /v1/conversations': conversation(0),
  'PUT /v1/conversations/{id}/marks': undefined,
  'POST /v1/live-tickets': { ticket: 'ticket-of-the-host' },
  'GET /v1/templates': {
    rows: times(12, (n) => ({ id: id(70 + n), title: `模板 ${n}`, text: '您好，收到，我今天下午过去看看。', use: 'message' as const })),
  },
  'GET /v1/categories': { rows: times(30, category) },
  'POST /v1/category-suggestions': { rows: times(3, category).map(({ code, name }) => ({ code, name })) },
  'GET /v1/emergencies': {
    rows: defaultEmergencies.map(({ words, phones, ...row }) => ({ ...row, words: [...words], phones: [...phones] })),
  },
  'POST /v1/uploads': { id: id(980), bytes: partBytes + 1, partBytes, missing: [0, 1] },
  'POST /v1/uploads/{id}/finish': photo(80),
  'POST /v1/request-previews': {
    grid,
    receiver: { name: '李明', title: '网格员' },
    acceptBy: at(-120),
    replyBy: at(-1440),
    rule: '公共照明属急修类，24 小时内处理',
    seenBy: ['李明和他的同事能看到您写的内容和电话', '其他居民看不到'],
    emergency: null,
  },
  'POST /v1/similar-requests': { rows: [] },
  'GET /v1/followed-requests': { rows: times(20, followed), next: 'p2' },
  'GET /v1/requests': { rows: times(20, row), next: 'p2' },
  'GET /v1/requests/{id}': request,
  'GET /v1/requests/{id}/export': { format: 'doorstep-case-1', number: row(0).number, exportedAt: at(0), head: 'c'.repeat(64), events: [] },
  'GET /v1/staff/orders': {
    rows: times(20, (n) => ({
      id: id(1200 + n),
      requestId: id(100 + n),
      number: row(n).number,
      title: row(n).title,
      place: row(n).place,
      at: at(2880 + n),
      text: '超时没有办好，请马上办理，并回应怎样办',
      handler: '李明',
      answerBy: at(1440 + n),
      overdue: n % 2 === 0,
      answered: n % 3 === 0,
      ended: n > 15,
    })),
    next: 'p2',
  },
  'GET /v1/staff/directory-figures': {
    rows: times(5, (n) => ({
      code: `R-${n}`,
      unit: '区住建局',
      basis: '公共照明归口住建部门维护',
      edition: 3,
      dispatched: 9 + n,
      disputed: 2,
      moved: 1,
      redispatched: 1,
      reasons: ['这盏灯归城管维护'],
    })),
  },
  'GET /v1/staff/inbox': {
    rows: times(20, (n) => ({
      kind: n % 2 === 0 ? ('request' as const) : ('conversation' as const),
      id: n % 2 === 0 ? id(100 + n) : id(500 + n),
      title: '楼道灯坏了三天，老人晚上下楼看不见',
      context: '3 号楼 2 单元 · 等待 1 小时 12 分',
      waitingSince: at(72 + n),
      dueAt: at(-40 - n),
      overdue: false,
      stateName: '待受理',
      step: null,
      ordered: n % 7 === 0,
      urgedAt: n % 5 === 0 ? at(30) : null,
      mine: n % 3 === 0,
    })),
    next: 'p2',
    counts: { waiting: 7, handling: 12, overdue: 1 },
  },
  'GET /v1/notices': { rows: times(20, noticeRow), next: 'p2' },
  'GET /v1/notices/{id}': {
    ...noticeRow(0),
    text: '因管道检修，11月26日 9:00–17:00 停水，请提前存水。\n'.repeat(20),
    photos: [photo(1), photo(2)],
    branchCode: branch.code,
    audience: [community],
    likes: 12,
    liked: false,
    favourite: false,
    withdrawnReason: null,
  },
  'PUT /v1/notices/{id}/reader': { views: 121, likes: 12, liked: false, favourite: false },
  'GET /v1/staff/notices': { rows: times(20, staffNotice), next: 'p2' },
  'GET /v1/staff/notices/{id}': staffNotice(0),
  'GET /v1/venues': { rows: times(6, (n) => ({ ...station, code: `V-0${n}` })) },
  'GET /v1/services': { rows: times(24, service) },
  'GET /v1/services/{code}/times': {
    service: {
      ...shown(1),
      bring: '身份证或社保卡，空腹',
      whoMay: '60 岁以上居民',
      phone: station.phone,
      says: [
        '最晚提前 2 小时预约',
        '开始前 2 小时可以自己取消或改时间',
        '一个人一天约 1 次，一周 2 次',
        '约 30% 的位置留给直接来现场的人',
        '开始 15 分钟没到，算没有来',
      ],
      minutes: 15,
      maxSeats: 3,
      approval: false,
      lastDay: day(13).day,
    },
    days: times(14, day),
    day: day(1).day,
    slots: times(28, slot),
  },
  'GET /v1/services/{code}/days': { rows: times(14, day) },
  'GET /v1/services/{code}/slots': { day: day(1), rows: times(28, slot) },
  'POST /v1/holds': { id: id(1000), slot: slot(1), serviceCode: 'S-1', seats: 1, heldUntil: ahead(-23 * 60), cancelUntil: ahead(-120) },
  'GET /v1/bookings': { rows: times(20, bookingRow), next: 'p2' },
  'GET /v1/bookings/{id}': booking,
  'GET /v1/waiting': { rows: times(4, waitingRow) },
  'GET /v1/tickets': { rows: times(2, ticket) },
  'GET /v1/tickets/{id}': ticket(0),
  'GET /v1/check-in-places/{token}': {
    venue: station,
    bookings: times(3, (n) => ({ ...bookingRow(n + 1), state: 'booked' as const })),
    tickets: times(2, ticket),
    walkIns: times(8, (n) => ({
      serviceCode: `S-${n}`,
      name: `证明代办 ${n}`,
      open: n % 3 !== 2,
      says: n % 3 === 2 ? '今天的号取完了，可以约明天' : '现在有 4 个人在等',
    })),
  },
  'GET /v1/inbox': { rows: times(20, inboxRow), next: 'p2', unread: 3 },
  'POST /v1/inbox/read': { unread: 0 },
} satisfies Replies

/** The parameters a page is opened with in these tests; a page that is not listed is opened with none. */
export const openings: Record<string, Record<string, string>> = {
  ...venueOpenings,
  'resident/account/bind/index': { home: id(303) },
  'resident/bookings/detail/index': { id: id(1001) },
  'resident/bookings/move/index': { id: id(1001) },
  'resident/branches/detail/index': { code: 'B-01' },
  'resident/grids/card/index': { code: grid.code },
  'resident/grids/correct/index': { building: 'HS-3' },
  'resident/messages/chat/index': { id: id(500) },
  'resident/notices/detail/index': { id: id(800) },
  'resident/queue/check-in/index': { token: 'a'.repeat(22) },
  'resident/queue/ticket/index': { id: id(1200) },
  'resident/requests/detail/index': { id: id(100) },
  'resident/requests/verify/index': { id: id(100) },
  'resident/services/detail/index': { code: 'S-1' },
  'resident/services/list/index': { group: 'health' },
  'staff/requests/detail/index': { id: id(100) },
  'staff/messages/chat/index': { id: id(500) },
  'staff/notices/review/index': { id: id(800) },
}
