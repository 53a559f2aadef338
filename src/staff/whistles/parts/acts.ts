import { callMachine, whistleMachine, type CallAction, type WhistleAction } from '@doorstep/contract/whistles/machine'
import type { Whistle } from '@doorstep/contract/whistles/views'
import { ruleWords } from '@doorstep/contract/rule-words'
import type * as v from 'valibot'
import { send } from '../../../platform/api/request'
import type { Input, Result, SendKey } from '../../../platform/api/result'
import { keptIds } from '../../../platform/sending/attachments'
import { check, filledIn, type Checked } from '../../../platform/sending/forms'
import type { Chosen, Photo } from '../../../platform/sending/photo-uploads'

/** The fields of all actions on a whistle; each action uses those it needs. */
export interface ActDraft extends Record<string, unknown> {
  text: string
  photos: Photo[]
  chosen: Chosen[]
  minutes: string
  who: string
  units: string[]
  first: 'yes' | 'no' | ''
  second: 'yes' | 'no' | ''
}
export const emptyAct: ActDraft = { text: '', photos: [], chosen: [], minutes: '20', who: '', units: [], first: '', second: '' }

export type ActField = 'minutes' | 'who' | 'units' | 'rating' | 'text' | 'photos'

export interface Act {
  label: string
  /** None for what is done by the tap alone. */
  fields: readonly ActField[]
  /** Label of the text, where the field errors of it stand, and who reads it. */
  text: { label: string; path: string; help?: string; optional?: true }
  /** The two questions of an assessment. */
  questions?: readonly [path: string, label: string][]
  check: (draft: ActDraft) => Checked<unknown>
  send: (id: string, draft: ActDraft, submission: string) => Promise<Result<Whistle>>
}

const inside = '到场单位和街道看得到，居民看不到'
type Key = Extract<SendKey, `POST /v1/staff/whistle${string}`>

function act(
  label: string,
  key: Exclude<Key, 'POST /v1/staff/whistles'>,
  schema: v.GenericSchema,
  bodyOf: (draft: ActDraft) => unknown,
  shown: Pick<Act, 'fields'> & Partial<Pick<Act, 'text' | 'questions'>>,
): Act {
  return {
    label,
    text: { label: '写一句', path: 'text', help: inside },
    ...shown,
    check: (draft) => check(schema, bodyOf(draft)),
    send: (id, draft, submission) => send(key, { params: { id }, body: bodyOf(draft) } as Input<typeof key>, submission),
  }
}

const reason = (label: string, help = inside): Pick<Act, 'fields' | 'text'> => ({ fields: ['text'], text: { label, path: 'reason', help } })
const byReason = ({ text }: ActDraft) => ({ reason: text })
const yes = (answer: ActDraft['first']) => (answer === '' ? undefined : answer === 'yes')
const rated = { text: { label: '补充一句', path: 'text', help: ruleWords.whistleAssess, optional: true as const } }

/** What the street does with a whistle, as forms. */
export const whistleActs: Record<WhistleAction, Act> = {
  approve: act(
    whistleMachine.approve.label,
    'POST /v1/staff/whistles/{id}/approve',
    whistleMachine.approve.body,
    (d) => ({ unitCodes: d.units }),
    { fields: ['units'] },
  ),
  decline: act(
    whistleMachine.decline.label,
    'POST /v1/staff/whistles/{id}/decline',
    whistleMachine.decline.body,
    byReason,
    reason('为什么不吹哨', '建议的人看得到'),
  ),
  callMore: act(
    whistleMachine.callMore.label,
    'POST /v1/staff/whistles/{id}/callMore',
    whistleMachine.callMore.body,
    (d) => ({ unitCodes: d.units }),
    { fields: ['units'] },
  ),
  close: act(whistleMachine.close.label, 'POST /v1/staff/whistles/{id}/close', whistleMachine.close.body, (d) => ({ text: d.text }), {
    fields: ['text'],
    text: { label: '整件事办得怎样', path: 'text', help: inside },
  }),
}

/** What a unit and the street do with the call of that unit, as forms. */
export const callActs: Record<CallAction, Act> = {
  arrive: act(callMachine.arrive.label, 'POST /v1/staff/whistle-calls/{id}/arrive', callMachine.arrive.body, () => ({}), { fields: [] }),
  respond: act(
    callMachine.respond.label,
    'POST /v1/staff/whistle-calls/{id}/respond',
    callMachine.respond.body,
    (d) => ({ arriveMinutes: Number(d.minutes), who: filledIn(d.who) }),
    { fields: ['minutes', 'who'] },
  ),
  result: act(
    callMachine.result.label,
    'POST /v1/staff/whistle-calls/{id}/result',
    callMachine.result.body,
    (d) => ({ text: d.text, fileIds: keptIds(d.photos) }),
    { fields: ['text', 'photos'], text: { label: '办了什么', path: 'text', help: inside } },
  ),
  cannot: act(
    callMachine.cannot.label,
    'POST /v1/staff/whistle-calls/{id}/cannot',
    callMachine.cannot.body,
    byReason,
    reason('为什么不能到场', '街道马上知道，会另想办法'),
  ),
  confirm: act(callMachine.confirm.label, 'POST /v1/staff/whistle-calls/{id}/confirm', callMachine.confirm.body, () => ({}), {
    fields: [],
  }),
  sendBack: act(
    callMachine.sendBack.label,
    'POST /v1/staff/whistle-calls/{id}/sendBack',
    callMachine.sendBack.body,
    byReason,
    reason('还差什么', '只能退回一次'),
  ),
  excuse: act(
    callMachine.excuse.label,
    'POST /v1/staff/whistle-calls/{id}/excuse',
    callMachine.excuse.body,
    byReason,
    reason('为什么不用来了'),
  ),
  rateUnit: act(
    callMachine.rateUnit.label,
    'POST /v1/staff/whistle-calls/{id}/rateUnit',
    callMachine.rateUnit.body,
    (d) => ({ inTime: yes(d.first), achieved: yes(d.second), text: d.text }),
    {
      ...rated,
      fields: ['rating', 'text'],
      questions: [
        ['inTime', '到场及时吗'],
        ['achieved', '办成了吗'],
      ],
    },
  ),
  rateCall: act(
    callMachine.rateCall.label,
    'POST /v1/staff/whistle-calls/{id}/rateCall',
    callMachine.rateCall.body,
    (d) => ({ needed: yes(d.first), prepared: yes(d.second), text: d.text }),
    {
      ...rated,
      fields: ['rating', 'text'],
      questions: [
        ['needed', '该不该吹这次哨'],
        ['prepared', '事先准备得充分吗'],
      ],
    },
  ),
}

/** What is read again after an action. */
export const readAgain = ['GET /v1/staff/whistles', 'GET /v1/staff/whistles/{id}', 'GET /v1/requests/{id}/whistles', 'GET /v1/inbox']
