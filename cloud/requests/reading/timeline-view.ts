import type { FileView } from '@doorstep/contract/files'
import type { CaseParty } from '@doorstep/contract/requests/case'
import type { RequestAction } from '@doorstep/contract/requests/machine'
import type { TimelineEvent } from '@doorstep/contract/requests/views'
import type { Acting } from '../../platform/context/call'
import { dayMark, timeMark } from '../../platform/time/words'
import type { Case, CaseEvent } from '../case/case-store'
import { hasWordsForStaff, isInternal } from '../case/timeline'
import { sideOf } from '../case/rows'

type Did =
  | RequestAction
  | 'filed'
  | 'rated'
  | 'ratingAdded'
  | 'ratingChanged'
  | 'contacted'
  | 'remedied'
  | 'foundTrue'
  | 'checked'
  | 'called'
  | 'rang'
  | 'reckoned'
  | 'stepBroken'
  | 'ordered'
  | 'whistled'
  | 'whistleOver'
  | 'tookIn'
  | 'fromMerged'
  | 'tookBack'

/** The title of each event for a reader, by the name of who did it: `您`, `李明`, `居民`, `受理员` or `系统`. */
const titles: Record<Did, (who: string, content: Record<string, string>) => string> = {
  filed: (who, { from }) => (from === undefined ? `${who}提交了诉求` : `${who}从${from === '' ? '另一件' : ` ${from} `}分出来办`),
  accept: (who, { to }) => `${who}受理了${to === undefined ? '' : `，交给${to}办理`}`,
  askMore: (who) => `${who}请居民补充情况`,
  supply: (who) => `${who}补充了情况`,
  suppliedByPhone: (who) => `${who}记下居民电话补充的情况`,
  goOn: (who) => `${who}不再等补充，继续办`,
  correct: (who) => `${who}更正了答复，继续办`,
  refuse: (who, { reason = '' }) => `${who}告知不予受理：${reason}`,
  transferOut: (who, { to = '' }) => `${who}转到${to}办理`,
  contest: (who) => `${who}提出申诉，换人再看`,
  handle: (who) => `${who}说明办理情况`,
  reply: (who, { outcome = '' }) => `${who}答复：${outcome}`,
  confirm: (who, { channel }) => `${rater(who, channel)}确认办结`,
  reopen: (who, { channel, why }) => `${rater(who, channel)}${why === 'notSolved' ? '说没解决' : '不满意'}，换人重办`,
  notSolved: (who) => `${who}说没解决，换人重办`,
  takeBack: (who) => `${who}点错了，收回评价`,
  rateWorse: (who) => `${who}改了评价，换人重办`,
  rateBetter: (who) => `${who}改了评价，办结`,
  findUntrue: (who) => `${who}复核：评价与事实不符`,
  foundTrue: (who) => `${who}复核：评价属实，继续整改`,
  selfClose: (who) => `${who}当场办结`,
  checkFailed: (who) => `${who}抽查，没有办好，换人重办`,
  checked: (who) => `${who}抽查，已经办好`,
  ratingChanged: (who) => `${who}改了评价`,
  contacted: (who) => `${who}联系了居民`,
  remedied: (who, { way = '' }) => `${who}答应：${way}`,
  rated: (who, { channel }) => `${rater(who, channel)}评价了`,
  ratingAdded: (who) => `${who}补充了评价`,
  called: (who) => `${who}打电话告诉了本人`,
  rang: () => '时限提醒',
  reckoned: () => '放假安排公布，重新计算了时间',
  closeUnrated: () => '评价时间已过，按未评价办结',
  withdraw: (who) => `${who}撤回了`,
  comment: (who) => `${who}留言`,
  note: (who) => `${who}的内部备注`,
  urge: (who) => `${who}催了一下`,
  confirmVisit: (who) => `${who}说上门时间可以`,
  moveVisit: (who) => `${who}想换个上门时间`,
  stepBroken: (_who, { kind }) => (kind === 'visit' ? '约好上门，没有做到' : '说好的时间没有消息'),
  whistled: (who, { to = '' }) => `${who}召集${to}到现场`,
  whistleOver: (_who, { to }) => `现场协调结束${to === undefined ? '' : `，${to}到过现场`}`,
  reassign: (who, { to = '' }) => `${who}转给${to}办理`,
  claim: (who) => `${who}接着办理`,
  dispatch: (who, { to = '', joining }) => `${who}交给${to}办理${joining === undefined ? '' : `，${joining}协办`}`,
  toHuman: (who) => `${who}请受理员再看交给谁`,
  dispute: (who) => `${who}说不归本单位管，等定下归谁`,
  decide: (who, { to = '' }) => `${who}定下由${to}办理`,
  report: (who) => `${who}协办完成`,
  askExtension: (who, { days = '' }) => `${who}申请延期 ${days} 个工作日`,
  grantExtension: (who) => `${who}同意延期`,
  refuseExtension: (who) => `${who}没有同意延期`,
  recategorise: (who, { from = '', to = '', unit }) => `${who}改了类别：${from} → ${to}${unit === undefined ? '' : `，交给${unit}办理`}`,
  order: (who) => `${who}发了督办`,
  ordered: () => '超时没有办好，已发督办',
  acknowledge: (who) => `${who}回应了督办`,
  merge: (who) => `${who}把它和相近的一件一起办`,
  unmerge: () => '不再和相近的一件一起办，时限照旧',
  split: (who, { into = '' }) => `${who}把里面的事分出去单独办${into === '' ? '' : `：${into}`}`,
  unsplit: (who) => `${who}撤回拆分，并回原来那一件一起办`,
  tookBack: (who, { from = '' }) => `${who}把分出去的${from === '' ? '一件' : ` ${from} `}收回来，还在这一件里办`,
  tookIn: (who, { from = '' }) => `${who}把 ${from} 并进来一起办`,
  fromMerged: (_who, { from = '', what = '' }) => `来自并案 ${from}：居民${what}`,
  endPart: (who, { to = '' }) => `${who}：${to}不用再协办`,
}

/** Whoever rates on the phone is not whoever writes it down. */
const rater = (who: string, channel: string | undefined) => (channel === 'phone' ? `${who}电话回访，本人` : who)

const isDid = (did: string): did is Did => did in titles

const wordsOf = (content: CaseEvent['content']): Record<string, string> =>
  Object.fromEntries(Object.entries(content ?? {}).flatMap(([key, value]) => (typeof value === 'string' ? [[key, value]] : [])))

/** Returns the files without those that the reader may not play: an informant's voice is for those alone who work on their 举报. */
export function audibleFor(row: Case, as: readonly CaseParty[], files: ReadonlyMap<string, FileView>): ReadonlyMap<string, FileView> {
  if (!row.anonymous || as.some((party) => party === 'requester' || party === 'handler' || party === 'dispatcher')) return files
  return new Map([...files].filter(([, { kind }]) => kind !== 'voice'))
}

export const wentOn = '已转给别人办理'

/** What whose reply was rated reads instead of the events that tell how. */
const toRated: Partial<Record<Did, (event: CaseEvent) => TimelineEvent[]>> = {
  reopen: (event) => [systemEvent(event, wentOn)],
  notSolved: (event) => [systemEvent(event, wentOn)],
  takeBack: (event) => [systemEvent(event, event.state === 'replied' ? '回到等居民评价' : '回到已办结', event.state)],
  ratingAdded: () => [],
  ratingChanged: () => [],
  rateWorse: (event) => [systemEvent(event, wentOn)],
  rateBetter: (event) => [systemEvent(event, '已办结', 'closed')],
  findUntrue: (event) => [systemEvent(event, '已办结', 'closed')],
  foundTrue: () => [],
  contacted: () => [],
  remedied: () => [],
}

/**
 * Returns the timeline as the caller may read it: their own actions are 您, residents are never named, files are links. Whose reply was rated
 * reads where the request went, and not that it was rated well, badly or by mistake; the files of a rating are for those who may read it.
 */
export function timelineFor(acting: Acting, row: Case, files: ReadonlyMap<string, FileView>): TimelineEvent[] {
  const { actor } = acting
  const toHer = sideOf(acting, row) === 'requester'
  let replied: string | null = null
  return row.events.flatMap((event) => {
    if (isInternal(event) && toHer) return []
    if (event.did === 'reply') replied = event.actor_staff
    const isRated = !toHer && replied !== null && replied === actor.staff?.code
    const instead = isRated && isDid(event.did) ? toRated[event.did] : undefined
    if (instead !== undefined) return instead(event)
    const hidden = row.anonymous && !toHer && isDid(event.did) && event.did in toRated
    const mine = event.actor_account === actor.accountId
    const words = wordsOf(event.content)
    const who = mine ? '您' : (event.by_name.split(' ').at(-1) ?? event.by_name)
    const title = isDid(event.did) ? titles[event.did](who, words) : event.did
    return {
      seq: event.seq,
      did: event.did,
      by: mine ? '您' : event.by_name,
      at: event.at.toISOString(),
      title: toHer ? title.replace('居民', '您') : title,
      text: toHer && hasWordsForStaff(event) ? '' : event.content === null ? '内容已按要求删除' : textOf(event, words, toHer),
      files: hidden ? [] : event.files.flatMap(({ id }) => files.get(id) ?? []),
      state: event.state,
      hash: event.hash,
    }
  })
}

/** Returns an event as one of the system's that handed the request on, to whoever handles it or to `state`, without what it was. */
export const systemEvent = ({ seq, at, hash }: CaseEvent, title: string, state: CaseEvent['state'] = 'handling'): TimelineEvent => ({
  seq,
  did: 'reassign',
  by: '系统',
  at: at.toISOString(),
  title,
  text: '',
  files: [],
  state,
  hash,
})

function textOf({ did, state }: CaseEvent, words: Record<string, string>, toHer: boolean): string {
  const { text = '', note, route, visitAt, until, wantedAt, dueAt, answerBy, promisedAt, ended, extendedTo, reference } = words
  if (ended !== undefined) return `${text}\n协办单位${ended}没有回报，随答复结束`
  if (extendedTo !== undefined) return `${text}\n现在约定${timeMark(extendedTo)} 前答复`
  if (did === 'transferOut')
    return [text, reference === undefined ? '' : `那边的编号：${reference}`, route ?? ''].filter(Boolean).join('\n')
  if (did === 'refuse') return [text, route].filter((part) => part !== undefined && part !== '').join('\n')
  if (did === 'recategorise' && answerBy !== undefined) return `${text}\n按现在的类别，约定${timeMark(answerBy)} 前答复`
  if (did === 'reckoned') return answerBy === undefined ? '' : `现在约定${timeMark(answerBy)} 前`
  const waited = `${text}\n因为等${toHer ? '您' : '居民'}补充，`
  if (answerBy !== undefined) return `${waited}答复时间顺延到${timeMark(answerBy)}`
  // Earlier versions stored the end of the clock that moved: of a request not accepted yet that was the acceptance.
  if (promisedAt !== undefined) return `${waited}${state === 'submitted' ? '受理' : '答复'}时间顺延到${timeMark(promisedAt)}`
  if (visitAt !== undefined) return `${text}\n上门时间：${timeMark(visitAt)}`
  if (until !== undefined) return `${text}\n等到：${dayMark(until)}`
  if (wantedAt !== undefined) return `${text}\n希望的时间：${timeMark(wantedAt)}`
  if (did === 'stepBroken' && dueAt !== undefined) return `原定${timeMark(dueAt)}`
  return note ?? text
}
