import { organisationGroups } from '@doorstep/contract/services/words'
import { actingFor, contactName } from '../../organisations/api'
import type { Acting } from '../../platform/context/call'
import { badField } from '../../platform/process/problem'
import type { ServiceFact } from '../../services/api'
import { personOfAccount, personOfOrganisation } from '../core/person'

/** An organisation as which a booking is made. */
export interface BookedAs {
  id: string
  name: string
  /** Its contact who books: `店长 钱芳`. */
  contact: string
}

/** Returns whose bookings and limits count: the organisation's, else the account's. */
export const personFor = (accountId: string, asOrganisation: string | undefined): string =>
  asOrganisation === undefined ? personOfAccount(accountId) : personOfOrganisation(asOrganisation)

/** Returns the organisation as which the caller books; null where they book themselves. What is for a person is refused at the field. */
export async function bookedAs(acting: Acting, id: string | undefined, { group }: Pick<ServiceFact, 'group'>): Promise<BookedAs | null> {
  if (id === undefined) return null
  if (!organisationGroups.includes(group)) throw badField('asOrganisation', '这项服务是给个人的，不能用单位的名义约；请选自己')
  const { name, contact } = await actingFor(acting, id)
  const said = contact === null ? '' : [contact.position, contactName(acting, contact)].filter(Boolean).join(' ')
  return { id, name, contact: said }
}
