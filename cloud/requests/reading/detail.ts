import type { FileView } from '@doorstep/contract/files'
import { shownParties, type CaseParty } from '@doorstep/contract/requests/case'
import { isKnownTo030, requestMachine } from '@doorstep/contract/requests/machine'
import type { RequestDetail } from '@doorstep/contract/requests/views'
import { transfers } from '@doorstep/contract/requests/words'
import { fileViews } from '../../files/api'
import { buildingRows, gridRow, unitAtWork } from '../../grids/api'
import type { Acting } from '../../platform/context/call'
import { problem } from '../../platform/process/problem'
import { caseRunner, caseSubject, changeUntil, ratingThatCounts } from '../case/guards'
import { caseById, type Case } from '../case/case-store'
import type { StoredRequest } from '../case/requests-store'
import { takeBackUntil } from '../case/taps'
import { outsideOf, rowsOf, sideOf } from '../case/rows'
import { clockView } from '../deadlines/case-clocks'
import { categoryByCode } from '../filing/categories'
import { sightOf } from '../filing/sight'
import { caseAccessOf, isTurnOf } from '../people/access'
import { staffLabelOf, assignableStaff } from '../people/people'
import { contactOf, maskedContact, subjectOf } from '../people/resident'
import { remedyFor } from './remedy-view'
import { orderViews } from '../orders/view'
import { unitViews } from '../units/view'
import { followingOf } from '../following/view'
import { isBlocked } from '../together/standing'
import { splitsView, togetherView } from '../together/view'
import { takenView } from './taken-view'
import { undecidedOf } from '../units/parts'
import { openStep, stepView } from '../steps/dated-step'
import { reasonOf } from '../steps/step-due'
import { extensionViews } from '../extension/view'
import { urgedView } from './urged'
import { audibleFor, timelineFor } from './timeline-view'

/** Who has something to do with a request that nobody has in hand: a unit says it is not its own. */
const deciding: readonly CaseParty[] = ['reviewer', 'approver', 'coHandler']

/** Returns one request as the caller may see it; 404 when they may not. */
export async function readRequest(acting: Acting, id: string): Promise<RequestDetail> {
  const row = await caseById(acting.tx, acting.districtId, id)
  if (row === null) throw problem('notFound')
  return detailOf(acting, row)
}

/** Returns the whole view of a request for the caller. Throws `notFound` for those who may not see it. */
export async function detailOf(acting: Acting, row: Case): Promise<RequestDetail> {
  const { tx, districtId, clock } = acting
  const { events, clocks } = row
  const { sees, taken, as } = await caseAccessOf(acting, row)
  if (!sees) throw problem('notFound')
  if (taken) return takenView(acting, row)
  const [shown] = await rowsOf(acting, [row])
  if (shown === undefined) throw problem('notFound')
  const files = audibleFor(row, as, await fileViews(acting, [...new Set(events.flatMap((event) => event.files.map((file) => file.id)))]))
  const filed = events[0]?.files.flatMap(({ id }) => files.get(id) ?? []) ?? []
  const possible = (await caseRunner.actionsFor(caseSubject(acting, row, { as }))).filter((action) => !isBlocked(row, action, as))
  const step = openStep(row.steps)
  const rated = ratingFor(acting, row, files)
  const people = await peopleFor(acting, row, as)
  return {
    ...shown,
    text: row.text,
    files: filed,
    answers: row.answers.map(({ ask, value }) => ({ ask, value })),
    grid: await gridRow(tx, districtId, row.grid_code),
    ...people,
    anonymous: row.anonymous,
    filedAs: filedAs(row, people.requester),
    handler: await handlerFor(acting, { ...row, ...(row.merge !== null && { handler_code: row.merge.handler_code }) }),
    clocks: clocks.map((held) => clockView(held, clock.now())),
    timeline: timelineFor(acting, row, files),
    as: shownParties.filter((party) => as.includes(party)),
    actions: possible.filter(isKnownTo030),
    furtherActions: possible.filter((action) => !isKnownTo030(action)),
    mates: await assignableFor(acting, row, as),
    ...(await unitViews(acting, row, possible)),
    orders: await orderViews(acting, row),
    unit: await unitOf(acting, row),
    // Of what a unit says is not its own the next step is the reviewer's.
    myTurn:
      row.merged_into === null && isTurnOf(as, row) && (undecidedOf(row) === undefined || as.some((party) => deciding.includes(party))),
    rework: row.rework,
    rateBy: row.rate_by?.toISOString() ?? null,
    rated,
    rating: inFull(rated),
    remedy: remedyFor(acting, row, { as, possible }),
    outcome: row.outcome,
    toCall: isCaller(as, row) ? row.to_call : null,
    contested: row.contested,
    seenBy: as.includes('requester') ? sightOf(row.kind, row.on_behalf_sealed !== null) : [],
    happenedAt: (row.happened_at ?? row.created_at).toISOString(),
    outside: outsideOf(row),
    urged: await urgedView(acting, row),
    transferred: transferredOf(row),
    ...togetherView(acting, row),
    ...splitsView(row, as),
    step: step && stepView(step, reasonOf(row, step)),
    extensions: await extensionViews(acting, row),
    brokenSteps: row.steps.filter(({ broken_at: broken }) => broken !== null).length,
    ...followingOf(acting, row),
  }
}

/**
 * Returns who filed and for whom. Those who work on the request see how to reach them; supervisors see them masked, except whom they have to
 * phone; of a 举报 only the filer sees anything, so that the informant stays unknown to those who handle it.
 */
async function peopleFor(acting: Acting, row: Case, as: readonly CaseParty[]): Promise<Pick<RequestDetail, 'requester' | 'onBehalfOf'>> {
  const own = as.includes('requester')
  if (row.anonymous && !own) return { requester: null, onBehalfOf: null }
  const filer = contactOf(acting, row)
  // Another contact of the organisation learns who filed it, not where they are reached.
  const contact = own && row.account_id !== acting.actor.accountId ? { ...filer, phone: null } : filer
  const subject = subjectOf(acting, row)
  const whole = own || as.some((party) => party === 'handler' || party === 'team' || party === 'dispatcher')
  if (whole) return { requester: contact, onBehalfOf: subject && { ...subject, place: contact.place } }
  const name = (await buildingRows(acting.tx, acting.districtId, [row.building_code])).get(row.building_code)?.name ?? ''
  const calls = as.includes('callback') && (row.to_call !== null || (await mayRate(acting, row, as)))
  return {
    // Whom to phone about a reply is who filed it, where it was for nobody else.
    requester: calls && subject === null ? { ...contact, place: name } : maskedContact(contact, name),
    onBehalfOf: subject && {
      ...(calls ? { ...subject, place: name } : { ...maskedContact({ ...subject, place: '' }, name), relation: subject.relation }),
    },
  }
}

/** Returns the organisation that filed it, with its contact who did, by name or masked as `requester` is shown. */
function filedAs({ organisation }: Case, requester: RequestDetail['requester']): RequestDetail['filedAs'] {
  if (organisation === null) return null
  const { name, kind, contact } = organisation
  return { name, kind, contact: contact && requester && { name: requester.name, position: contact.position } }
}

const mayRate = async (acting: Acting, row: Case, as: readonly CaseParty[]) =>
  (await caseRunner.refusal(caseSubject(acting, row, { as }), 'reopen')) === null

async function handlerFor(acting: Acting, row: StoredRequest): Promise<RequestDetail['handler']> {
  if (row.handler_code === null) return null
  const label = await staffLabelOf(acting.tx, acting.districtId, row.handler_code, row.grid_code)
  return label && { code: label.code, title: label.title, name: sideOf(acting, row) === 'requester' ? label.publicName : label.name }
}

/** Returns the unit that works on it, as everybody may know who reads it. */
async function unitOf({ tx, districtId }: Acting, row: StoredRequest): Promise<RequestDetail['unit']> {
  const unit = await unitAtWork(tx, districtId, row.unit_code, row.grid_code)
  return unit && { code: unit.code, name: unit.name }
}

async function assignableFor(acting: Acting, row: Case, as: readonly CaseParty[]): Promise<RequestDetail['mates']> {
  if (!as.includes('team') && !as.includes('dispatcher')) return []
  const category = await categoryByCode(acting.tx, acting.districtId, row.category_code)
  return assignableStaff(acting, row, category?.department_code ?? null)
}

const callers: readonly CaseParty[] = ['handler', 'team', 'dispatcher', 'callback']

/**
 * Returns whether the caller may phone whom a request was filed for. With a reply comes the question whether they are satisfied: only those
 * ask it who have no part in handling.
 */
export const isCaller = (as: readonly CaseParty[], { state }: Pick<StoredRequest, 'state'>): boolean =>
  as.some((party) => (state === 'replied' ? party === 'callback' : callers.includes(party)))

/** Returns the rating that counts now. Staff never see that of a 举报, and nobody sees one of their own reply. */
function ratingFor(acting: Acting, row: Case, files: ReadonlyMap<string, FileView>): RequestDetail['rated'] {
  const own = sideOf(acting, row) === 'requester'
  if (row.anonymous && !own) return null
  const rating = ratingThatCounts(row)
  if (rating === undefined || (!own && rating.handler_code === acting.actor.staff?.code)) return null
  const { contacted, solved, satisfied, reasons, text, open_until: openUntil } = rating
  const now = acting.clock.now()
  const takeBack = takeBackUntil(row, rating)
  const change = changeUntil(row)
  const changes =
    own &&
    change !== null &&
    now <= change &&
    [...requestMachine.rateWorse.from, ...requestMachine.rateBetter.from].some((from) => from === row.state)
  return {
    contacted,
    solved,
    satisfied,
    reasons,
    text,
    files: rating.files.flatMap(({ id }) => files.get(id) ?? []),
    addUntil: own && openUntil !== null && now <= openUntil && row.state !== 'withdrawn' ? openUntil.toISOString() : null,
    takeBackUntil: own && takeBack !== null && now <= takeBack ? takeBack.toISOString() : null,
    changeUntil: changes ? change.toISOString() : null,
    changedFrom: rating.changed_from,
  }
}

/** Returns where a request went, with the number that was told of it. */
function transferredOf({ transferred_to: to, events }: Case): RequestDetail['transferred'] {
  if (to === null) return null
  const reference = events.filter(({ did }) => did === 'transferOut').at(-1)?.content?.reference
  return { to, reference: typeof reference === 'string' ? reference : null, phone: transfers[to].phone }
}

/** Returns a rating as mini-programs up to 0.3.0 read it; null where it leaves a question unanswered. */
function inFull(rated: RequestDetail['rated']): RequestDetail['rating'] {
  if (rated === null) return null
  const { contacted, solved, satisfied, reasons, text } = rated
  return contacted === null || solved === null || satisfied === null ? null : { contacted, solved, satisfied, reasons, text }
}
