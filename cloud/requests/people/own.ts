import type { CoreContext } from '../../platform/context/call'
import { accountsOf } from '../../platform/database/organisation-contacts'
import type { Actor } from '../../platform/process/actor'
import type { StoredRequest } from '../case/requests-store'

type Filed = Pick<StoredRequest, 'account_id' | 'organisation_id'>

/**
 * Returns whether a request is the caller's own: they filed it, or are now a contact of the organisation that did. Whoever handles what their
 * organisation filed acts on it as its handler; whoever filed it and is no contact any more is a stranger to it.
 */
export const isOwn = (
  { actor }: { actor: Pick<Actor, 'accountId' | 'staff' | 'organisations'> },
  { account_id: account, organisation_id: organisation, handler_code: handler }: Filed & Pick<StoredRequest, 'handler_code'>,
): boolean =>
  organisation === null
    ? account === actor.accountId
    : actor.organisations.includes(organisation) && (handler === null || handler !== actor.staff?.code)

/**
 * Returns whether whoever a request belongs to asks themselves: they filed it, or are the organisation as which staff typed it in. What staff
 * typed in for anybody else is asked about by phone.
 */
export const asksItself = ({
  filed_by_staff: staff,
  organisation_id: organisation,
}: Pick<StoredRequest, 'filed_by_staff' | 'organisation_id'>) => staff === null || organisation !== null

/** Returns whether somebody acted as requester: of what an organisation filed, whoever acted and is not named as staff. */
export const actedAsRequester = (
  { account_id: requester, organisation_id: organisation }: Filed,
  { account, staff }: { account: string | null; staff: string | null },
): boolean => (organisation === null ? account === requester : account !== null && staff === null)

/** Returns whom a request belongs to: who filed it, or the contacts of the organisation that did. */
export const requesterAccounts = async (
  { tx, districtId }: Pick<CoreContext, 'tx' | 'districtId'>,
  { account_id: account, organisation_id: organisation }: Filed,
): Promise<string[]> => (organisation === null ? [account] : accountsOf(tx, districtId, organisation))
