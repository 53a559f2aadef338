import * as v from 'valibot'
import { outcomes, refusals, requestKinds, requestStates, transfers } from './words'

/** What a request (诉求) is made of: its kind, state and outcome, its clocks, and who is a party to it. States and deadlines: docs/states.md. */

export type RequestKind = (typeof requestKinds)[number]

export const RequestKind = v.picklist(requestKinds)

export type RequestState = (typeof requestStates)[number]

export const RequestState = v.picklist(requestStates)

export const Outcome = v.picklist(outcomes)

const refusalReasons = Object.keys(refusals) as [keyof typeof refusals, ...(keyof typeof refusals)[]]

export const RefusalReason = v.picklist(refusalReasons)

const transferTargets = Object.keys(transfers) as [keyof typeof transfers, ...(keyof typeof transfers)[]]

export const TransferTarget = v.picklist(transferTargets)

export type TransferTarget = (typeof transferTargets)[number]

export const clockKinds = ['acceptance', 'handling', 'rework', 'whole'] as const

export type ClockKind = (typeof clockKinds)[number]

export const clockNames = { acceptance: '受理', handling: '办理答复', rework: '重新办理', whole: '全程' } as const satisfies Record<
  ClockKind,
  string
>

/**
 * Parties to a request: relations the server computes for the caller and this request. `filer` is a requester who filed it as staff for
 * somebody; `callback` may phone the person it is for and write down their rating (回访): staff who have no part in handling it. `team` works
 * on it together: the grid's team, or the unit it was given to. `colleague` is of the team or dispatches while it is somebody else's turn.
 * `coHandler` works for a unit that joins in and has not reported, `joined` for one that ever had a part; `reviewer` decides its dispute,
 * `approver` whether its time is extended.
 */
export const shownParties = ['requester', 'filer', 'handler', 'team', 'dispatcher', 'supervisor', 'callback', 'system'] as const
export const caseParties = [...shownParties, 'colleague', 'coHandler', 'joined', 'reviewer', 'approver'] as const

export type CaseParty = (typeof caseParties)[number]
