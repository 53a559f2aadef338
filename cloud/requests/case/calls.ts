import type { RequestAction } from '@doorstep/contract/requests/machine'
import { outcomeNames } from '@doorstep/contract/requests/words'
import type { CoreContext } from '../../platform/context/call'
import { clipped, dateAndTime, sentence } from '../../platform/time/words'
import type { Case } from './case-store'
import { updateRequest } from './requests-store'

interface Owed {
  action: RequestAction
  after: Case
  /** The text sent with the action. */
  text: string
}

type Say = (input: Owed & { now: Date }) => string

const about = ({ after }: Owed) => `您的诉求“${after.title}”`

/**
 * What is read out to the person a request was filed for, after each action they have to know of; it may be read out days later. After the
 * others: whether what was not yet said `stays` owed, or needs to be said no more (`settled`).
 */
const toSay: Record<RequestAction, Say | 'stays' | 'settled'> = {
  accept: (owed) => {
    const { promised_at: by } = owed.after
    return `${about(owed)}已经受理${by === null ? '' : `，约定${dateAndTime(by, owed.now)} 前答复`}。`
  },
  askMore: (owed) => `${about(owed)}要请您补充：${sentence(owed.text)}`,
  refuse: (owed) => `${about(owed)}按规定不由这里办理：${sentence(owed.text)}不同意可以申诉一次，由另一个人再看。`,
  transferOut: (owed) => `${about(owed)}已转到别处办理：${sentence(owed.text)}不同意可以申诉一次，由另一个人再看。`,
  handle: (owed) => `${about(owed)}正在办理：${sentence(owed.text)}`,
  reply: (owed) =>
    `${about(owed)}有答复了${owed.after.outcome === null ? '' : `（${outcomeNames[owed.after.outcome]}）`}：${sentence(owed.text)}请问联系过您吗，解决了吗，满意吗？`,
  comment: 'stays',
  note: 'stays',
  urge: 'stays',
  confirmVisit: 'stays',
  moveVisit: 'stays',
  reassign: 'stays',
  claim: 'stays',
  dispatch: 'stays',
  toHuman: 'stays',
  dispute: 'stays',
  decide: 'stays',
  report: 'stays',
  endPart: 'stays',
  askExtension: 'stays',
  refuseExtension: 'stays',
  grantExtension: (owed) => {
    const { promised_at: by } = owed.after
    return `${about(owed)}要延期办：${sentence(owed.text)}${by === null ? '' : `现在约定${dateAndTime(by, owed.now)} 前答复。`}`
  },
  recategorise: (owed) => {
    const { promised_at: by } = owed.after
    const what = owed.after.state === 'submitted' ? '告知是否受理' : '答复'
    const time =
      by === null ? '' : by > owed.now ? `现在约定${dateAndTime(by, owed.now)} 前${what}。` : '约定的时间已经过了，会尽快告诉您。'
    return `${about(owed)}${sentence(owed.text)}${time}`
  },
  order: 'stays',
  acknowledge: 'stays',
  merge: 'stays',
  unmerge: 'stays',
  split: (owed) => `${about(owed)}分成几件分别办：${sentence(owed.text)}每一件都会答复您。`,
  unsplit: (owed) => `${about(owed)}并回原来那一件一起办：${sentence(owed.text)}`,
  supply: 'settled',
  suppliedByPhone: 'settled',
  goOn: (owed) => `${about(owed)}没有等到您的补充，先按现有情况继续办。`,
  correct: (owed) => `${about(owed)}之前的答复有更正，会继续办：${sentence(owed.text)}`,
  contest: 'settled',
  closeUnrated: 'settled',
  withdraw: 'settled',
  confirm: 'settled',
  reopen: 'settled',
  notSolved: 'settled',
  takeBack: 'stays',
  rateWorse: 'settled',
  rateBetter: 'settled',
  selfClose: (owed) => `${about(owed)}当场办好了：${sentence(owed.text)}`,
  checkFailed: 'settled',
  findUntrue: (owed) => `${about(owed)}的评价复核有结果了：${sentence(owed.text)}不同意可以拨打 12345。`,
}

/**
 * Stores what the person a request was filed for has to be told by phone, since they have no account here; it replaces an earlier text not
 * yet said. Of a 举报 nobody is phoned. Returns the request; the caller has locked it.
 */
export async function oweCall({ tx, districtId, clock }: CoreContext, owed: Owed): Promise<Case> {
  const { action, after } = owed
  if (after.on_behalf_sealed === null || after.anonymous) return after
  const say = toSay[action]
  if (say === 'stays' || (say === 'settled' && after.to_call === null)) return after
  const text = say === 'settled' ? null : say({ ...owed, text: clipped(owed.text, 200), now: clock.now() })
  return { ...after, ...(await updateRequest(tx, districtId, after.id, { to_call: text })) }
}
