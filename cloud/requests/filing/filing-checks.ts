import type { Parsed } from '@doorstep/contract/endpoints'
import type { BuildingRow } from '@doorstep/contract/grids'
import type { requestEndpoints } from '@doorstep/contract/requests/endpoints'
import type { RequestKind } from '@doorstep/contract/requests/case'
import type { OnBehalf } from '@doorstep/contract/people/on-behalf'
import type { FileRequest, FilingPreview } from '@doorstep/contract/requests/views'
import { kindNames } from '@doorstep/contract/requests/words'
import type { InferOutput } from 'valibot'
import { asBuildingRows, gridRow, readAbsences, type AbsenceFact } from '../../grids/api'
import type { Acting } from '../../platform/context/call'
import { badField, problem } from '../../platform/process/problem'
import { dueAt } from '../../platform/time/deadline'
import { staffLabelOf, receiverOf, withoutHandler } from '../people/people'
import { sealDoor, sealedDoor } from '../people/resident'
import type { Case } from '../case/case-store'
import { organisationOf, placedBy } from './as-organisation'
import { emergencyIn } from './answers'
import { categoryByCode, type StoredCategory } from './categories'
import { filingPlace, type FilersHome } from './place-store'
import { sightOf } from './sight'

/** Returns the category a new request is filed under; a retired category, or a kind it does not accept, is refused. */
export async function categoryFor(
  { tx, districtId }: Acting,
  { categoryCode, kind }: Pick<FileRequest, 'categoryCode' | 'kind'>,
): Promise<StoredCategory> {
  const category = await categoryByCode(tx, districtId, categoryCode)
  if (category === null || category.retired_at !== null) throw problem('notFound')
  if (!category.kinds.includes(kind)) throw badField('kind', `“${category.name}”不能按${kindNames[kind]}提交，请换一种`)
  return category
}

export interface FilingLocation {
  building: BuildingRow
  /** Unit and room, sealed, of the home that the request is about: the filer's, or that of whom they file for. */
  sealed: string | null
  /** The filer's own name and phone. */
  requester: Case['requester']
  /** Absences of the grid that have not ended; none where it is locked, since they may have changed while the lock was waited for. */
  absences: AbsenceFact[]
}

type Where = Pick<FileRequest, 'kind' | 'buildingCode' | 'homeId'> & { onBehalf?: boolean | Pick<OnBehalf, 'home'> | undefined }

/**
 * Returns where a request is: the building named, else the home of whoever it is for; throws `homeNeeded` without either. What is filed for
 * somebody is never placed at the filer's door. A 举报 must name its location: a default to the informant's home would tell the handler where
 * they live.
 */
export async function locationFor(acting: Acting, form: Where, { lock }: { lock: boolean }): Promise<FilingLocation> {
  const { kind, buildingCode, homeId } = form
  if (kind === 'report' && buildingCode === undefined) throw badField('buildingCode', '举报请选事情发生在哪栋楼，免得从地点看出您是谁')
  const other = form.onBehalf === true ? {} : form.onBehalf === false ? undefined : form.onBehalf
  const named = buildingCode ?? other?.home?.buildingCode
  if (other !== undefined && named === undefined) throw badField('buildingCode', '请选他住的楼栋，才知道交给谁办')
  const { tx, districtId, actor, clock } = acting
  const asked = { accountId: actor.accountId, buildingCode: named, homeId, at: clock.now(), lock }
  const place = await filingPlace(tx, districtId, asked)
  if (place === undefined && named === undefined) throw homeId === undefined ? problem('homeNeeded') : homeGone()
  const [building] = await asBuildingRows(tx, districtId, place === undefined || place.retired_at !== null ? [] : [place])
  if (place === undefined || building === undefined) throw problem('notFound')
  const home = homeIn(place.homes, { buildingCode: building.code, homeId })
  if (other === undefined && homeId !== undefined && home === undefined) throw homeGone()
  return {
    building,
    sealed: other === undefined ? (home === undefined ? null : sealedDoor(acting, home)) : doorOfOther(acting, building.code, other),
    requester: { name: place.account_name, phone_sealed: place.phone_sealed },
    absences: readAbsences(place.absences ?? []),
  }
}

const homeGone = () => badField('homeId', '这个住处已经不在了，请重新选')

/**
 * Returns which of the caller's homes in a building a request is about: the one named, else the current one, else the only one. Of several
 * it is none: the wrong door would be worse than no door.
 */
function homeIn(homes: readonly FilersHome[], { buildingCode, homeId }: { buildingCode: string; homeId: string | undefined }) {
  const there = homes.filter(({ building_code: code }) => code === buildingCode)
  if (homeId !== undefined) return there.find(({ id }) => id === homeId)
  return there.find(({ current }) => current) ?? (there.length === 1 ? there[0] : undefined)
}

/** Returns the door of whom a request is filed for, sealed; null where it is about another building. */
function doorOfOther(acting: Acting, buildingCode: string, { home }: Pick<OnBehalf, 'home'>): string | null {
  return home?.buildingCode === buildingCode ? sealDoor(acting, { unit: home.unit ?? null, room: home.room ?? null }) : null
}

/**
 * Returns the staff code that may not handle the request, because it is their own (回避). Of a 举报 it is none: whoever is barred is missing
 * from the list of those it may be handed to, and that would name the informant, who may not act on it anyway.
 */
export const barredFrom = ({ actor }: Acting, { filedByStaff, kind }: { filedByStaff: boolean; kind: RequestKind }): string[] =>
  actor.staff === null || filedByStaff || kind === 'report' ? [] : [actor.staff.code]

/** Returns what a request would lead to before it is sent: who will get it, by when, who will see what. */
export async function previewRequest(
  acting: Acting,
  form: Parsed<(typeof requestEndpoints.table)['POST /v1/request-previews']>['body'],
): Promise<InferOutput<typeof FilingPreview>> {
  const { tx, districtId, clock } = acting
  const category = await categoryFor(acting, form)
  const { building, absences } = await locationFor(acting, placedBy(form, await organisationOf(acting, form)), { lock: false })
  const { gridCode } = building
  const place = {
    grid_code: gridCode,
    excluded_handlers: barredFrom(acting, { filedByStaff: form.onBehalf, kind: form.kind }),
    anonymous: form.kind === 'report',
  }
  const receiver = await receiverOf(acting, place, absences)
  const label = receiver === null ? null : await staffLabelOf(tx, districtId, receiver, gridCode)
  const acceptBy = dueAt(clock.now(), category.acceptance).at
  return {
    grid: await gridRow(tx, districtId, gridCode),
    receiver: { name: label?.publicName ?? withoutHandler(place), title: label?.title ?? withoutHandler(place) },
    acceptBy: acceptBy.toISOString(),
    replyBy: dueAt(acceptBy, category.handling).at.toISOString(),
    rule: category.rule,
    seenBy: sightOf(form.kind, form.onBehalf),
    emergency: emergencyIn(category, form.answers),
  }
}
