import type { ClockKind } from '@doorstep/contract/requests/case'
import { requestMachine, type RequestAction } from '@doorstep/contract/requests/machine'
import type { Case } from '../case/case-store'
import { stateClock, type ClockOrder } from './case-clocks'

/** What has happened to the clocks of a request, whatever rule they run by. */
export type ClockHistory = Pick<Case, 'events' | 'extensions' | 'clocks'>

/**
 * Something that moved the end of a clock, at a time: a wait for the resident that began or ended; an extension of the clock it names, by
 * working days; a date that was agreed (台账). `by` is the end it moved to then; `current` says that it is of the answer that is owed now.
 */
export type Move = { at: Date } & (
  | { did: 'pause' | 'resume'; by?: undefined }
  | { did: 'extend'; clockId: string; days: number; by: Date; current: boolean }
  | { did: 'agree'; by: Date; current: boolean }
)

const isAction = (did: string): did is RequestAction => did in requestMachine

function clockOf(did: string): (Omit<ClockOrder, 'start'> & { start?: ClockKind }) | null {
  if (!isAction(did)) return null
  const rule = requestMachine[did]
  return 'clock' in rule ? rule.clock : null
}

/** Returns what moved the clocks of a request, first to last. A tap that was taken back and an answer that was corrected moved nothing. */
export function movesOf({ events, extensions, clocks }: ClockHistory): Move[] {
  const began = stateClock(clocks)?.startedAt ?? null
  const current = (at: Date) => began !== null && at >= began
  const moves: Move[] = []
  const undo = (did: Move['did']) => {
    const last = moves.map((move) => move.did).lastIndexOf(did)
    if (last >= 0) moves.splice(last, 1)
  }
  let tapped: string | undefined
  for (const { did, at, content } of events) {
    const clock = clockOf(did)
    if (did === 'correct') undo('pause')
    else if (did === 'takeBack' && tapped !== undefined && clockOf(tapped)?.start !== undefined) undo('resume')
    else if (clock?.pause || clock?.stop?.includes('whole')) moves.push({ did: 'pause', at })
    else if (clock?.resume || clock?.start !== undefined) moves.push({ did: 'resume', at })
    else if (did === 'remedied' && typeof content?.until === 'string') {
      moves.push({ did: 'agree', at, by: new Date(content.until), current: current(at) })
    }
    if (clock !== null) tapped = did
  }
  for (const { granted, decided_at: at, clock_id: clockId, working_days: days, to_due: by } of extensions) {
    if (granted === true && at !== null) moves.push({ did: 'extend', at, clockId, days, by, current: current(at) })
  }
  return moves.sort((one, other) => one.at.getTime() - other.at.getTime())
}
