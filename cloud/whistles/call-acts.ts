import type { CallAction, callMachine } from '@doorstep/contract/whistles/machine'
import type { CallClock } from '@doorstep/contract/whistles/words'
import type { Whistle } from '@doorstep/contract/whistles/views'
import type { Updateable } from 'kysely'
import type * as v from 'valibot'
import { resumed } from '../clocks/api'
import { claimFiles } from '../files/api'
import { markTargetRead } from '../notifications/api'
import type { Acting } from '../platform/context/call'
import type { WhistleCall } from '../platform/database/schema'
import { problem } from '../platform/process/problem'
import { partiesOf, partiesToCall } from './access'
import { begunClock, saveCallClocks, stopped, type CallClockRow } from './call-clocks'
import { callRunner } from './guards'
import { record } from './history'
import { tellOfCall } from './tell-of-call'
import { whistleView } from './view'
import { lockedWhistle, updateCall, whistleOfCall, type StoredCall, type StoredWhistle } from './whistles-store'

type CallBody<A extends CallAction> = v.InferOutput<(typeof callMachine)[A]['body']>

interface Input {
  whistle: StoredWhistle
  call: StoredCall
  now: Date
}

/** What an action does besides its new state. */
interface Effect {
  changes?: Updateable<WhistleCall>
  stops?: readonly CallClock[]
  starts?: readonly CallClockRow[]
  /** Whether the clock of the result, which had stopped, goes on. */
  resumes?: true
  text?: string
}

const everyClock: readonly CallClock[] = ['whistleRespond', 'whistleArrive', 'whistleResult']

/** The clock until there is a result, from a unit's first word on. */
const resultClock = ({ whistle, call, now }: Input): CallClockRow[] =>
  call.clocks.some(({ kind }) => kind === 'whistleResult')
    ? []
    : [begunClock('whistleResult', { amount: whistle.result_days, unit: 'workingDay' }, now)]

const firstWord = ({ call, now }: Input) => ({ responded_at: call.responded_at ?? now })

const effects: { [A in CallAction]: (input: Input, body: CallBody<A>) => Effect } = {
  respond: (input, { arriveMinutes, who = '' }) => {
    const arriving = begunClock('whistleArrive', { amount: arriveMinutes, unit: 'minute' }, input.now)
    return {
      changes: { ...firstWord(input), arrive_by: arriving.dueAt, who },
      stops: ['whistleRespond'],
      starts: [arriving, ...resultClock(input)],
      text: who,
    }
  },
  arrive: (input) => ({
    changes: { ...firstWord(input), arrived_at: input.now },
    stops: ['whistleRespond', 'whistleArrive'],
    starts: resultClock(input),
  }),
  result: (_input, { text }) => ({ stops: ['whistleResult'], text }),
  cannot: (input, { reason }) => ({ changes: { ...firstWord(input), ended_at: input.now }, stops: everyClock, text: reason }),
  confirm: ({ now }) => ({ changes: { ended_at: now } }),
  sendBack: (_input, { reason }) => ({ changes: { sent_back: true }, resumes: true, text: reason }),
  excuse: ({ call, now }, { reason }) => ({ changes: { ended_at: call.ended_at ?? now }, stops: everyClock, text: reason }),
  rateUnit: (_input, rated) => ({ changes: { unit_rated: JSON.stringify(rated) } }),
  rateCall: (_input, rated) => ({ changes: { call_rated: JSON.stringify(rated) } }),
}

/** Takes one action on the call of a unit for the caller, by the table, in one transaction; returns the whistle as it is afterwards. */
export async function actOnCall<A extends CallAction>(acting: Acting, callId: string, action: A, body: CallBody<A>): Promise<Whistle> {
  const { tx, districtId, clock, actor } = acting
  const id = await whistleOfCall(tx, districtId, callId)
  const whistle = id === null ? null : await lockedWhistle(tx, districtId, id)
  const call = whistle?.calls.find((one) => one.id === callId)
  if (whistle === null || call === undefined || partiesOf(acting, whistle).length === 0) throw problem('notFound')
  const now = clock.now()
  const state = await callRunner.check({ whistle, call, now, as: partiesToCall(acting, whistle, call) }, action)
  const { changes = {}, stops = [], starts = [], resumes, text = '' } = effects[action]({ whistle, call, now }, body)
  const fileIds = 'fileIds' in body ? body.fileIds : []
  const files = fileIds.length === 0 ? [] : await claimFiles(acting, fileIds, `whistle:${whistle.id}`)
  await updateCall(tx, districtId, call.id, { ...changes, state })
  const kept = resumes ? call.clocks.map((held) => (held.kind === 'whistleResult' ? resumed(held, now) : held)) : call.clocks
  await saveCallClocks(acting, call, [...stopped(kept, stops, now), ...starts])
  const hidden = action === 'rateUnit' || action === 'rateCall'
  // What one side says of the other is in no history that the other reads.
  if (!hidden) {
    const happened = { did: action, by: actor.staff?.code ?? null, unit: call.unit_code, text, files: files.map((file) => file.id) }
    const after = await record(acting, whistle, happened)
    await tellOfCall(acting, after, call, { action, text })
  }
  await markTargetRead(acting, { kind: 'staffWhistle', id: whistle.id })
  return whistleView(acting, whistle.id)
}
