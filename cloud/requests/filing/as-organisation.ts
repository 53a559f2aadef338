import type { FileRequest } from '@doorstep/contract/requests/views'
import { actingFor, enteredFor, type ActingFor } from '../../organisations/api'
import type { Acting } from '../../platform/context/call'
import { badField } from '../../platform/process/problem'
import { sealDoor } from '../people/resident'

type Form = Pick<FileRequest, 'kind' | 'asOrganisation' | 'buildingCode' | 'homeId'> & { onBehalf?: unknown }

/**
 * Returns the organisation as which a request is filed; null where the caller files it themselves, or types it in for nobody. A 举报 is never an organisation's: its
 * other contacts would know of it, and who gave it. What an organisation files is for nobody else.
 */
export async function organisationOf(
  acting: Acting,
  { kind, asOrganisation, onBehalf }: Form,
  { byStaff = false } = {},
): Promise<ActingFor | null> {
  if (asOrganisation === undefined) return null
  if (kind === 'report') throw badField('asOrganisation', '举报不能用单位的名义，单位里别的联系人会看到；请选自己')
  if (onBehalf !== undefined && onBehalf !== false) throw badField('asOrganisation', '替别人提的，不能再用单位的名义')
  return byStaff ? enteredFor(acting, asOrganisation) : actingFor(acting, asOrganisation)
}

/** Returns the form with its place: where it names none, the building of the organisation, and never the home of its contact. */
export const placedBy = <F extends Form>(form: F, organisation: ActingFor | null): F =>
  organisation === null ? form : { ...form, buildingCode: form.buildingCode ?? organisation.buildingCode, homeId: undefined }

/** Returns the premises of an organisation, sealed; null where the request is about another building. */
export const doorOf = (acting: Acting, { premises, buildingCode }: ActingFor, building: string): string | null =>
  building === buildingCode ? sealDoor(acting, { unit: null, room: premises }) : null
