import * as v from 'valibot'
import { fileIds } from '../files'
import { importCode } from '../grids'
import { machine } from '../machine'
import { whistleLongestMinutes, whistleUnits } from '../rules'
import { line, list, text, whole } from '../values'
import type { CallState, WhistleState } from './words'

/**
 * Parties to a whistle (吹哨): `street` may whistle where it is, and stands for whoever did; `suggester` asked the street for it; `unit` works
 * for the unit of a call; `supervisor` watches.
 */
export const whistleParties = ['street', 'suggester', 'unit', 'supervisor'] as const
export type WhistleParty = (typeof whistleParties)[number]

const called = v.pipe(list(importCode, whistleUnits), v.minLength(1, '请选要叫哪些单位'))
const minutes = whole(1, whistleLongestMinutes)

/** What the street does with a whistle. */
export const whistleMachine = machine<WhistleState, WhistleParty>()({
  approve: {
    from: ['suggested'],
    to: 'open',
    by: ['street'],
    label: '吹哨',
    body: v.object({ unitCodes: called, respondMinutes: v.optional(minutes) }),
  },
  decline: { from: ['suggested'], to: 'declined', by: ['street'], label: '不吹哨', body: v.object({ reason: text(200) }) },
  callMore: {
    from: ['open'],
    to: 'same',
    by: ['street'],
    label: '再叫单位',
    body: v.object({ unitCodes: called, respondMinutes: v.optional(minutes) }),
  },
  close: { from: ['open'], to: 'closed', by: ['street'], label: '结束吹哨', body: v.object({ text: text(500, 2) }) },
})
export type WhistleAction = keyof typeof whistleMachine

/**
 * Conditions of a call: `running` its whistle is not over · `sentBackOnce` its result was not sent back yet · `assessable` there is something to
 * assess, and the days for it are not over · `unitUnrated`, `callUnrated` that side has not assessed it yet.
 */
type CallGuard = 'running' | 'sentBackOnce' | 'assessable' | 'unitUnrated' | 'callUnrated'

/** What a unit and the street do with the call of that unit. Nobody confirms or assesses the work of their own unit. */
export const callMachine = machine<CallState, WhistleParty, CallGuard>()({
  respond: {
    from: ['called'],
    to: 'responding',
    by: ['unit'],
    label: '马上到',
    body: v.object({ arriveMinutes: minutes, who: v.optional(line(40)) }),
    guards: ['running'],
  },
  arrive: {
    from: ['called', 'responding'],
    to: 'arrived',
    by: ['unit'],
    label: '我已到场',
    body: v.object({ fileIds }),
    guards: ['running'],
  },
  result: {
    from: ['arrived', 'notDone'],
    to: 'done',
    by: ['unit'],
    label: '报结果',
    body: v.object({ text: text(500, 2), fileIds }),
    guards: ['running'],
  },
  cannot: {
    from: ['called', 'responding'],
    to: 'cannot',
    by: ['unit'],
    label: '不能到场',
    body: v.object({ reason: text(200, 2) }),
    guards: ['running'],
  },
  confirm: { from: ['done'], to: 'confirmed', by: ['street'], not: ['unit'], label: '办成了', body: v.object({}), guards: ['running'] },
  sendBack: {
    from: ['done'],
    to: 'notDone',
    by: ['street'],
    not: ['unit'],
    label: '没办好，请再办',
    body: v.object({ reason: text(200, 2) }),
    guards: ['running', 'sentBackOnce'],
  },
  excuse: {
    from: ['called', 'responding', 'arrived', 'notDone', 'cannot'],
    to: 'excused',
    by: ['street'],
    not: ['unit'],
    label: '不用来了',
    body: v.object({ reason: text(200, 2) }),
    guards: ['running'],
  },
  rateUnit: {
    from: ['called', 'responding', 'arrived', 'done', 'notDone', 'confirmed', 'cannot'],
    to: 'same',
    by: ['street'],
    not: ['unit'],
    label: '评到场单位',
    body: v.object({ inTime: v.boolean(), achieved: v.boolean(), text: v.optional(text(200, 0), '') }),
    guards: ['assessable', 'unitUnrated'],
  },
  rateCall: {
    from: ['called', 'responding', 'arrived', 'done', 'notDone', 'confirmed', 'cannot'],
    to: 'same',
    by: ['unit'],
    not: ['street'],
    label: '评这次吹哨',
    body: v.object({ needed: v.boolean(), prepared: v.boolean(), text: v.optional(text(200, 0), '') }),
    guards: ['assessable', 'callUnrated'],
  },
})
export type CallAction = keyof typeof callMachine
export const callActions = Object.keys(callMachine) as CallAction[]
export const whistleActions = Object.keys(whistleMachine) as WhistleAction[]
