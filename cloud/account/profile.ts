import type { accountEndpoints, Me } from '@doorstep/contract/account'
import { phoneKey } from '@doorstep/contract/people/names-and-phones'
import type { Parsed } from '@doorstep/contract/endpoints'
import type { Acting } from '../platform/context/call'
import { seals } from './people'
import { me } from './me'
import * as store from './account-store'

type Profile = Parsed<(typeof accountEndpoints.table)['PUT /v1/account']>['body']

/** Changes the caller's name, phone and age statement; a field left out stays, null clears it. */
export async function changeProfile(call: Acting, { name, phone, elder }: Profile, unread: store.Unread): Promise<Me> {
  const { tx, districtId, actor, deps } = call
  const changes = {
    ...(name === undefined ? {} : { name }),
    ...(phone === undefined ? {} : sealedPhone(deps, phone)),
    ...(elder === undefined ? {} : { elder }),
  }
  if (Object.keys(changes).length > 0) await store.changeAccount(tx, districtId, actor.accountId, changes)
  return me(call, unread)
}

/** Encrypts a phone number; its blind index is of what it is compared by, so that one number has one. */
function sealedPhone({ keys }: Acting['deps'], phone: string | null) {
  if (phone === null) return { phone_sealed: null, phone_index: null }
  return { phone_sealed: keys.seal(phone, seals.phone), phone_index: keys.blind(phoneKey(phone), seals.phone) }
}
