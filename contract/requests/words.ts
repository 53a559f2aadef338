import { ruleWords } from '../rule-words'
/** 诉求 in words: kinds, states, outcomes, refusals. Separate from the schemas so that a screen that only shows names bundles no schema. */

/** 北京市接诉即办工作条例 art. 2: the five kinds. */
export const requestKinds = ['consult', 'help', 'complaint', 'report', 'suggest'] as const
export const kindNames = { consult: '咨询', help: '求助', complaint: '投诉', report: '举报', suggest: '建议' } as const satisfies Record<
  (typeof requestKinds)[number],
  string
>

/** 受理渠道: how a case came in. */
export const channels = ['app', 'phone', 'counter', 'visit', 'hotline', 'grid'] as const
/** Those in which staff type in what others told them, or what they found. */
export const staffChannels = ['phone', 'counter', 'visit', 'hotline', 'grid'] as const
export const channelNames = {
  app: '小程序',
  phone: '电话',
  counter: '窗口',
  visit: '走访',
  hotline: '12345 转来',
  grid: '网格发现',
} as const satisfies Record<(typeof channels)[number], string>

export const requestStates = [
  'submitted',
  'infoNeeded',
  'accepted',
  'handling',
  'replied',
  'rework',
  'notAccepted',
  'closed',
  'withdrawn',
] as const
type State = (typeof requestStates)[number]

/** The name of each state, its meaning for the resident, and its colour (always shown with the name). */
export const stateWords = {
  submitted: { name: '待受理', means: '已经收到，等受理', tone: 'info' },
  infoNeeded: { name: '待补充', means: '请您补充一点情况，等您的时间不算在内', tone: 'warning' },
  accepted: { name: '已受理', means: '已经受理，马上安排', tone: 'info' },
  handling: { name: '办理中', means: '正在办理', tone: 'info' },
  replied: { name: '待评价', means: '已经答复，请您评价', tone: 'done' },
  rework: { name: '重新办理', means: '您不满意，已换人重办', tone: 'warning' },
  notAccepted: { name: '不予受理', means: '按规定不由这里办理，请看原因和途径', tone: 'plain' },
  closed: { name: '已办结', means: '已经办结归档', tone: 'done' },
  withdrawn: { name: '已撤回', means: '您已撤回', tone: 'plain' },
} as const satisfies Record<State, { name: string; means: string; tone: 'info' | 'warning' | 'done' | 'danger' | 'plain' }>

/** Whom or what a request waits for in each state; counts, lists and the inbox use it. */
const waitsFor = {
  submitted: 'acceptance',
  infoNeeded: 'resident',
  accepted: 'work',
  handling: 'work',
  replied: 'rating',
  rework: 'work',
  notAccepted: 'nothing',
  closed: 'nothing',
  withdrawn: 'nothing',
} as const satisfies Record<State, 'acceptance' | 'resident' | 'work' | 'rating' | 'nothing'>

export const statesThatWaitFor = (what: (typeof waitsFor)[State]): State[] => requestStates.filter((state) => waitsFor[state] === what)

/** What whoever has a request has promised by its time, as a verb after it; null where no time runs. */
export const promisedWords = {
  submitted: '受理',
  infoNeeded: null,
  accepted: '答复',
  handling: '答复',
  replied: null,
  rework: '重新办理并答复',
  notAccepted: null,
  closed: null,
  withdrawn: null,
} as const satisfies Record<State, string | null>

export const openStates: readonly State[] = requestStates.filter((state) => waitsFor[state] !== 'nothing')

/** 信访/热线 outcomes of a reply. */
export const outcomes = ['solved', 'partly', 'notYet', 'explained'] as const
export const outcomeNames = {
  solved: '已解决',
  partly: '部分解决',
  notYet: '暂时不能解决',
  explained: '解释说明',
} as const satisfies Record<(typeof outcomes)[number], string>

/** What is done about a bad rating (差评整改): put right now, kept in the ledger with a date, explained, or said to be untrue. */
export const remedyWays = ['fixNow', 'ledger', 'explain', 'appeal'] as const
export const remedyNames = {
  fixNow: '马上整改',
  ledger: '列入台账，定好时间',
  explain: '没有依据办理，说明情况',
  appeal: '评价与事实不符，申请复核',
} as const satisfies Record<(typeof remedyWays)[number], string>

/**
 * 转其他渠道: roads that the law keeps for a matter (条例 art. 11; 潍坊市热线条例 art. 19), with whom to ask there and what to do. Where it went is
 * no reason to wait: whoever is in danger calls at once.
 */
export const transfers = {
  hotline: { name: '12345 热线', phone: '12345', route: '可以拨打 12345 了解办到哪一步' },
  petition: { name: '信访机构', phone: null, route: '请向受理的信访机构了解进展；不清楚是哪一家，可以拨打 12345' },
  court: { name: '人民法院', phone: '12368', route: '请到有管辖权的人民法院咨询或者起诉，诉讼服务热线 12368' },
  police: { name: '公安机关', phone: '110', route: '不紧急的可以到辖区派出所办理；正在发生的请马上拨打 110' },
  legalService: { name: '公共法律服务', phone: '12348', route: '可以拨打 12348 咨询法律援助、公证和仲裁' },
} as const satisfies Record<string, { name: string; phone: string | null; route: string }>

/** Reasons for not accepting (条例 art. 11; 潍坊市热线条例 art. 19), each with the route the law opens. */
export const refusals = {
  litigation: { name: '已进入诉讼、仲裁或复议', route: '请按正在进行的诉讼、仲裁或行政复议程序办理' },
  petition: { name: '已进入信访程序', route: '请向受理该信访事项的信访机构了解进展' },
  discipline: { name: '属于纪检监察事项', route: '请拨打 12388 向纪检监察机关反映' },
  police: { name: '属于公安报警事项', route: '请拨打 110 报警' },
  otherDuty: { name: '属于物业或其他单位的职责', route: '请向该单位提出；不清楚找谁，可拨打 12345' },
  otherArea: { name: '不在本区管辖', route: '请拨打事发地 12345 热线' },
  repeated: { name: '同一事实已经办结答复', route: ruleWords.review },
  unlawful: { name: '内容违法或损害他人权益', route: '如有异议，可拨打 12345 申诉' },
  unclear: { name: '多次联系仍无法核实内容', route: '补充具体时间、地点后可以重新提交' },
} as const
