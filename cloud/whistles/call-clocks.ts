import type { CallClock } from '@doorstep/contract/whistles/words'
import type { Duration } from '@doorstep/contract/requests/views'
import { begun, saveClocks, type Clock } from '../clocks/api'
import type { CoreContext } from '../platform/context/call'
import { uuidv7 } from '../platform/process/ids'
import type { StoredCall } from './whistles-store'

export type CallClockRow = Clock<CallClock>

/** From which rule the time of each clock comes (北京市接诉即办工作条例 art. 16; the minutes to answer are those of 平谷, 街乡吹哨、部门报到). */
const rules: Record<CallClock, string> = {
  whistleRespond: '街道吹哨时定的回应时间（北京市接诉即办工作条例）',
  whistleArrive: '单位自己说的到场时间',
  whistleResult: '街道吹哨时定的办理时间（北京市接诉即办工作条例）',
}

export const begunClock = (kind: CallClock, duration: Duration, now: Date): CallClockRow =>
  begun(kind, { id: uuidv7(), durations: [duration], rule: rules[kind] }, now)

/** Returns the clocks without those of `kinds` running: these stop now, and late ones stay late. */
export const stopped = (clocks: readonly CallClockRow[], kinds: readonly CallClock[], now: Date): CallClockRow[] =>
  clocks.map((clock) => (clock.stoppedAt === null && kinds.includes(clock.kind) ? { ...clock, stoppedAt: now } : clock))

export const saveCallClocks = (context: CoreContext, { id, clocks }: Pick<StoredCall, 'id' | 'clocks'>, after: readonly CallClockRow[]) =>
  saveClocks(context, { kind: 'whistleCall', id }, clocks, after)
