import type { RequestRow } from '@doorstep/contract/requests/views'
import type { Acting } from '../../platform/context/call'
import { categoryNames } from '../filing/categories'
import { isLate } from '../people/access'
import { unitsOf } from '../../grids/api'
import { organisationNames } from '../../organisations/api'
import { asksItself, isOwn } from '../people/own'
import { staffLabelKey, staffLabelsOf, type StaffLabel } from '../people/people'
import { nextStepInWords, type Side } from '../reading/next-step'
import type { ListedRequest, StoredRequest } from './requests-store'

/** Returns which side the caller reads a request from: the requester's own, or that of the staff, which is also whose who filed it as staff. */
export const sideOf = (
  acting: Acting,
  row: Pick<ListedRequest, 'account_id' | 'organisation_id' | 'handler_code' | 'filed_by_staff'>,
): Side => (isOwn(acting, row) && asksItself(row) ? 'requester' : 'staff')

/** Returns the sheet of another system that a request came as; null where it is no sheet. */
export const outsideOf = ({ outside_number: number, outside_due: due }: Pick<StoredRequest, 'outside_number' | 'outside_due'>) =>
  number === null ? null : { number, dueAt: due?.toISOString() ?? null }

const known = (label: StaffLabel | undefined, side: Side) =>
  label === undefined ? null : side === 'requester' ? label.publicName : label.name

/** Returns the list rows of requests, in their order; related data is read once for all. */
export async function rowsOf(acting: Acting, requests: readonly ListedRequest[]): Promise<RequestRow[]> {
  const { tx, districtId, clock } = acting
  const now = clock.now()
  const categories = await categoryNames(
    tx,
    districtId,
    requests.map((row) => row.category_code),
  )
  const handlers = requests.flatMap((row) => (row.handler_code === null ? [] : [{ staffCode: row.handler_code, gridCode: row.grid_code }]))
  const labels = handlers.length === 0 ? new Map<string, StaffLabel>() : await staffLabelsOf(tx, districtId, handlers)
  const units = await unitsOf(tx, districtId)
  const filedAs = new Set(requests.flatMap(({ organisation_id: id }) => id ?? []))
  const organisations = await organisationNames(tx, districtId, [...filedAs])
  return requests.map((row) => {
    const label = row.handler_code === null ? undefined : labels.get(staffLabelKey(row.handler_code, row.grid_code))
    const side = sideOf(acting, row)
    return {
      id: row.id,
      number: row.number,
      kind: row.kind,
      title: row.title,
      categoryName: categories.get(row.category_code) ?? '',
      state: row.state,
      next: nextStepInWords({ row, handler: known(label, side) ?? units.get(row.unit_code ?? '')?.name ?? null, side, now }),
      promisedAt: row.promised_at?.toISOString() ?? null,
      overdue: isLate(row, now),
      place: row.place,
      createdAt: row.created_at.toISOString(),
      updatedAt: row.updated_at.toISOString(),
      channel: row.channel,
      organisation: row.organisation_id === null ? null : (organisations.get(row.organisation_id) ?? null),
    }
  })
}
