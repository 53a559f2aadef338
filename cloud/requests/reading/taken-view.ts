import type { RequestDetail } from '@doorstep/contract/requests/views'
import { fileViews } from '../../files/api'
import { buildingRows, gridRow } from '../../grids/api'
import type { Acting } from '../../platform/context/call'
import { problem } from '../../platform/process/problem'
import type { Case, CaseEvent } from '../case/case-store'
import { isInternal } from '../case/timeline'
import { outsideOf, rowsOf } from '../case/rows'
import { withoutUnits } from '../units/view'
import { contactOf, maskedContact } from '../people/resident'
import { audibleFor, systemEvent, timelineFor, wentOn } from './timeline-view'

/**
 * Returns a request for whom a bad rating took it from: as it was when they replied, and that it went on to somebody else. What comes later
 * would tell of the rating: its words, the clock it started, the new handler's files, and how often it was handed on.
 */
export async function takenView(acting: Acting, row: Case): Promise<RequestDetail> {
  const { tx, districtId } = acting
  const taking = takingOf(row, acting.actor.staff?.code ?? '')
  const events = row.events.filter(({ seq }) => seq < taking.seq)
  const until: Case = {
    ...row,
    events,
    state: 'handling',
    rework: 0,
    handler_code: null,
    unit_code: null,
    promised_at: null,
    promise_paused: false,
    late_since: null,
    updated_at: taking.at,
  }
  const [shown] = await rowsOf(acting, [until])
  if (shown === undefined) throw problem('notFound')
  const files = audibleFor(row, [], await fileViews(acting, [...new Set(events.flatMap((event) => event.files.map(({ id }) => id)))]))
  const building = (await buildingRows(tx, districtId, [row.building_code])).get(row.building_code)
  return {
    ...shown,
    next: wentOn,
    text: row.text,
    files: events[0]?.files.flatMap(({ id }) => files.get(id) ?? []) ?? [],
    answers: row.answers.map(({ ask, value }) => ({ ask, value })),
    grid: await gridRow(tx, districtId, row.grid_code),
    requester: row.anonymous ? null : maskedContact(contactOf(acting, row), building?.name ?? ''),
    onBehalfOf: null,
    anonymous: row.anonymous,
    handler: null,
    clocks: [],
    timeline: [...timelineFor(acting, until, files), systemEvent(taking, wentOn)],
    as: [],
    actions: [],
    mates: [],
    ...withoutUnits,
    orders: [],
    unit: null,
    myTurn: false,
    rework: 0,
    rateBy: null,
    rated: null,
    rating: null,
    remedy: null,
    outcome: null,
    toCall: null,
    contested: row.contested,
    seenBy: [],
    happenedAt: (row.happened_at ?? row.created_at).toISOString(),
    outside: outsideOf(row),
    urged: null,
    furtherActions: [],
    transferred: null,
    together: null,
    mergedHere: [],
    splitFrom: null,
    splitInto: [],
    step: null,
    brokenSteps: 0,
    extensions: [],
    followers: 0,
    again: null,
  }
}

/** Returns the event that took the request from a staff member: the first bad rating after their last reply that was not taken back. */
function takingOf({ events }: Case, staffCode: string): CaseEvent {
  const replied = events.filter(({ did, actor_staff: by }) => did === 'reply' && by === staffCode).at(-1)?.seq ?? 0
  const taking = events.find((event) => event.seq > replied && isReopening(event) && !isTakenBack(events, event)) ?? events.at(-1)
  if (taking === undefined) throw new Error('A request without events')
  return taking
}

const isReopening = ({ did }: CaseEvent) => did === 'reopen' || did === 'notSolved' || did === 'rateWorse' || did === 'checkFailed'

/** Returns whether a tap was taken back (点错了): only what was added to its rating stands between. */
const isTakenBack = (events: readonly CaseEvent[], tap: CaseEvent): boolean =>
  events.find((event) => event.seq > tap.seq && event.did !== 'ratingAdded' && !isInternal(event))?.did === 'takeBack'
