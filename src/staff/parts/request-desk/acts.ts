import { ruleWords } from '@doorstep/contract/rule-words'
import type { ActionBy } from '@doorstep/contract/machine'
import { requestMachine } from '@doorstep/contract/requests/machine'
import type { RequestDetail } from '@doorstep/contract/requests/views'
import type { outcomeNames, refusals, transfers } from '@doorstep/contract/requests/words'
import type * as v from 'valibot'
import { check, type Checked, filledIn } from '../../../platform/sending/forms'
import { keptIds } from '../../../platform/sending/attachments'
import type { Chosen, Photo } from '../../../platform/sending/photo-uploads'
import { send } from '../../../platform/api/request'
import type { Input, Result, SendKey } from '../../../platform/api/result'

/** The fields of all staff actions on a request; each action uses those it needs. */
export interface ActDraft extends Record<string, unknown> {
  text: string
  photos: Photo[]
  chosen: Chosen[]
  mate: string
  refusal: keyof typeof refusals | ''
  route: string
  /** Where it goes (转其他渠道), and its number there. */
  target: keyof typeof transfers | ''
  reference: string
  outcome: keyof typeof outcomeNames | ''
  unit: string
  joining: string[]
  outside: string
  part: string
  days: string
  /** The number of the request it is merged into. */
  main: string
  /** Which category it is put into. */
  category: string
  /** What is cut out of it (拆分), and the last event that was read before. */
  parts: { words: string; categoryCode: string; fileIds: string[] }[]
  seen: number
  /** Which next step has a date: somebody comes, or it waits. */
  stepKind: 'visitAt' | 'until'
  visitDay: string
  visitTime: string
}
export const emptyAct: ActDraft = {
  text: '',
  photos: [],
  chosen: [],
  mate: '',
  refusal: '',
  route: '',
  target: '',
  reference: '',
  outcome: '',
  unit: '',
  joining: [],
  outside: '',
  part: '',
  days: '',
  main: '',
  category: '',
  parts: [{ words: '', categoryCode: '', fileIds: [] }],
  seen: 0,
  stepKind: 'visitAt',
  visitDay: '',
  visitTime: '',
}

export type ActField =
  | 'unit'
  | 'joining'
  | 'outside'
  | 'part'
  | 'days'
  | 'extension'
  | 'mate'
  | 'otherMate'
  | 'refusal'
  | 'route'
  | 'target'
  | 'main'
  | 'category'
  | 'parts'
  | 'reference'
  | 'outcome'
  | 'visit'
  | 'text'
  | 'photos'

export interface Act {
  /** Label of the text field, and help with writing it beside who reads it (`wordsFor`). */
  text: { label: string; help?: string; optional?: boolean; path: string; template?: 'reply' | 'askMore' | 'refuse' }
  fields: readonly ActField[]
  check: (draft: ActDraft) => Checked<unknown>
  send: (id: string, draft: ActDraft, submission: string) => Promise<Result<RequestDetail>>
}

type ActKey = Extract<SendKey, `POST /v1/requests/{id}/${string}`>

/** Ties a form to its endpoint: the body is built once, validated by the state machine's schema, and sent. */
function act(
  key: Exclude<ActKey, `${string}/ratings`>,
  schema: v.GenericSchema,
  bodyOf: (draft: ActDraft) => unknown,
  shown: Pick<Act, 'text' | 'fields'>,
): Act {
  return {
    ...shown,
    check: (draft) => check(schema, bodyOf(draft)),
    send: (id, draft, submission) => send(key, { params: { id }, body: bodyOf(draft) } as Input<typeof key>, submission),
  }
}

const chosen = (code: string) => (code === '' ? undefined : code)
const visitOf = ({ visitDay, visitTime }: ActDraft) =>
  visitDay === '' ? undefined : new Date(`${visitDay}T${visitTime === '' ? '09:00' : visitTime}:00+08:00`).toISOString()

/** The staff actions on a request; a new one needs its form below. A bad rating’s have a card of their own (`remedy-card.tsx`). */
export type StaffAct = Exclude<
  ActionBy<typeof requestMachine, 'handler' | 'team' | 'dispatcher' | 'supervisor' | 'coHandler' | 'reviewer' | 'approver'>,
  'findUntrue'
>

/** The staff actions on a request, as forms. Which of them the viewer may use now is in the answer. */
export const acts: Record<StaffAct, Act> = {
  accept: act(
    'POST /v1/requests/{id}/accept',
    requestMachine.accept.body,
    (d) => ({ handlerCode: chosen(d.mate), note: filledIn(d.text) }),
    {
      fields: ['mate', 'text'],
      text: { label: '告诉居民', optional: true, path: 'note', help: '例如 明天上午去看' },
    },
  ),
  askMore: act('POST /v1/requests/{id}/askMore', requestMachine.askMore.body, (d) => ({ question: d.text }), {
    fields: ['text'],
    text: { label: '要补充什么', path: 'question', template: 'askMore', help: '补充以前不计时' },
  }),
  suppliedByPhone: act('POST /v1/requests/{id}/suppliedByPhone', requestMachine.suppliedByPhone.body, (d) => ({ text: d.text }), {
    fields: ['text'],
    text: { label: '居民在电话里说了什么', path: 'text', help: '记下后继续计时' },
  }),
  goOn: act('POST /v1/requests/{id}/goOn', requestMachine.goOn.body, (d) => ({ text: d.text }), {
    fields: ['text'],
    text: { label: '接下来怎样办', path: 'text', help: '不再等补充，继续计时' },
  }),
  correct: act('POST /v1/requests/{id}/correct', requestMachine.correct.body, (d) => ({ text: d.text }), {
    fields: ['text'],
    text: { label: '哪里错了，接下来怎样办', path: 'text', help: '时限按原来的算，不重新起算' },
  }),
  refuse: act(
    'POST /v1/requests/{id}/refuse',
    requestMachine.refuse.body,
    (d) => ({ reason: chosen(d.refusal), explanation: d.text, route: filledIn(d.route) }),
    { fields: ['refusal', 'text', 'route'], text: { label: '向居民说明', path: 'explanation', template: 'refuse' } },
  ),
  transferOut: act(
    'POST /v1/requests/{id}/transferOut',
    requestMachine.transferOut.body,
    (d) => ({ to: chosen(d.target), explanation: d.text, reference: filledIn(d.reference), route: filledIn(d.route) }),
    { fields: ['target', 'reference', 'text', 'route'], text: { label: '为什么转过去', path: 'explanation' } },
  ),
  handle: act(
    'POST /v1/requests/{id}/handle',
    requestMachine.handle.body,
    (d) => ({ text: d.text, [d.stepKind]: visitOf(d), fileIds: keptIds(d.photos) }),
    { fields: ['text', 'visit', 'photos'], text: { label: '办到哪一步了', path: 'text' } },
  ),
  reply: act(
    'POST /v1/requests/{id}/reply',
    requestMachine.reply.body,
    (d) => ({ outcome: chosen(d.outcome), text: d.text, fileIds: keptIds(d.photos) }),
    { fields: ['outcome', 'text', 'photos'], text: { label: '怎样办的', path: 'text', template: 'reply' } },
  ),
  reassign: act('POST /v1/requests/{id}/reassign', requestMachine.reassign.body, (d) => ({ handlerCode: d.mate, reason: d.text }), {
    fields: ['otherMate', 'text'],
    text: { label: '为什么换人', path: 'reason' },
  }),
  claim: act('POST /v1/requests/{id}/claim', requestMachine.claim.body, () => ({}), { fields: [], text: { label: '', path: '' } }),
  dispatch: act(
    'POST /v1/requests/{id}/dispatch',
    requestMachine.dispatch.body,
    (d) => ({
      unitCode: chosen(d.unit),
      joining: d.joining.filter((code) => code !== d.unit),
      reason: d.text,
      outside: filledIn(d.outside),
    }),
    { fields: ['unit', 'joining', 'text', 'outside'], text: { label: '为什么交给它', path: 'reason' } },
  ),
  toHuman: act('POST /v1/requests/{id}/toHuman', requestMachine.toHuman.body, (d) => ({ reason: d.text }), {
    fields: ['text'],
    text: { label: '为什么要人再看', path: 'reason' },
  }),
  dispute: act('POST /v1/requests/{id}/dispute', requestMachine.dispute.body, (d) => ({ reason: d.text }), {
    fields: ['text'],
    text: { label: '为什么不归本单位管', path: 'reason', help: '定下来以前时限照走' },
  }),
  decide: act('POST /v1/requests/{id}/decide', requestMachine.decide.body, (d) => ({ unitCode: chosen(d.unit), reason: d.text }), {
    fields: ['unit', 'text'],
    text: { label: '为什么归它管', path: 'reason', help: '定下的单位不能再退' },
  }),
  report: act('POST /v1/requests/{id}/report', requestMachine.report.body, (d) => ({ text: d.text }), {
    fields: ['text'],
    text: { label: '本单位办了什么', path: 'text' },
  }),
  endPart: act('POST /v1/requests/{id}/endPart', requestMachine.endPart.body, (d) => ({ partId: chosen(d.part), reason: d.text }), {
    fields: ['part', 'text'],
    text: { label: '为什么不用再协办', path: 'reason' },
  }),
  askExtension: act(
    'POST /v1/requests/{id}/askExtension',
    requestMachine.askExtension.body,
    (d) => ({ workingDays: d.days === '' ? undefined : Number(d.days), reason: d.text }),
    {
      fields: ['days', 'text'],
      text: { label: '为什么要延期', path: 'reason', help: '延期定下以前不给居民看，时限照走' },
    },
  ),
  grantExtension: act('POST /v1/requests/{id}/grantExtension', requestMachine.grantExtension.body, () => ({}), {
    fields: ['extension'],
    text: { label: '', path: '' },
  }),
  refuseExtension: act('POST /v1/requests/{id}/refuseExtension', requestMachine.refuseExtension.body, (d) => ({ reason: d.text }), {
    fields: ['extension', 'text'],
    text: { label: '为什么不同意', path: 'reason' },
  }),
  recategorise: act(
    'POST /v1/requests/{id}/recategorise',
    requestMachine.recategorise.body,
    (d) => ({ categoryCode: chosen(d.category), reason: d.text }),
    {
      fields: ['category', 'text'],
      text: { label: '为什么改类别', path: 'reason', help: '时限从原来开始的时候起，按新的类别算，会告诉居民' },
    },
  ),
  order: act('POST /v1/requests/{id}/order', requestMachine.order.body, (d) => ({ text: d.text }), {
    fields: ['text'],
    text: { label: '要求怎样办', path: 'text', help: `居民只读到已督办。${ruleWords.acknowledge}` },
  }),
  acknowledge: act('POST /v1/requests/{id}/acknowledge', requestMachine.acknowledge.body, (d) => ({ text: d.text }), {
    fields: ['text'],
    text: { label: '怎样办，什么时候办好', path: 'text', help: '居民只读到谁回应了' },
  }),
  merge: act('POST /v1/requests/{id}/merge', requestMachine.merge.body, (d) => ({ number: d.main.trim(), reason: d.text }), {
    fields: ['main', 'text'],
    text: { label: '为什么一起办', path: 'reason' },
  }),
  split: act(
    'POST /v1/requests/{id}/split',
    requestMachine.split.body,
    (d) => ({
      parts: d.parts.map(({ words, categoryCode, fileIds }) => ({ words, categoryCode: chosen(categoryCode), fileIds })),
      reason: d.text,
      seen: d.seen,
    }),
    { fields: ['parts', 'text'], text: { label: '为什么分开办', path: 'reason' } },
  ),
  unsplit: act('POST /v1/requests/{id}/unsplit', requestMachine.unsplit.body, (d) => ({ reason: d.text }), {
    fields: ['text'],
    text: { label: '为什么并回去', path: 'reason', help: '这一件不再办，原来那一件接着办' },
  }),
  unmerge: act('POST /v1/requests/{id}/unmerge', requestMachine.unmerge.body, () => ({}), { fields: [], text: { label: '', path: '' } }),
  comment: act('POST /v1/requests/{id}/comment', requestMachine.comment.body, (d) => ({ text: d.text, fileIds: keptIds(d.photos) }), {
    fields: ['text', 'photos'],
    text: { label: '留言', path: 'text' },
  }),
  note: act('POST /v1/requests/{id}/note', requestMachine.note.body, (d) => ({ text: d.text, fileIds: keptIds(d.photos) }), {
    fields: ['text', 'photos'],
    text: { label: '给同事的备注', path: 'text' },
  }),
}
const isAct = (action: string): action is StaffAct => action in acts

/** Returns the staff actions the answer allows the viewer now. */
export const actsFor = ({ actions, furtherActions }: RequestDetail): StaffAct[] => [...actions, ...furtherActions].filter(isAct)
