import { contactsPerOrganisation, invitationDays } from '@doorstep/contract/rules'
import { dayMs } from '@doorstep/contract/time-words'
import type { Parsed, Reply } from '@doorstep/contract/endpoints'
import type { Organisation, organisationEndpoints } from '@doorstep/contract/organisations'
import { personOf } from '../account/api'
import type { Acting } from '../platform/context/call'
import { countToday } from '../platform/context/daily-caps'
import { onUnique } from '../platform/database/database'
import {
  accountsOf,
  bindContact,
  contactsOf,
  endContact,
  endInvitations,
  endInvitationsOf,
  insertContact,
  lockInvited,
  organisationOfContact,
} from '../platform/database/organisation-contacts'
import { digestOfCode, hashToken, newHumanCode, readHumanCode, type Keys } from '../platform/process/crypto'
import { uuidv7 } from '../platform/process/ids'
import { problem } from '../platform/process/problem'
import { lockOrganisation, type StoredOrganisation } from './organisations-store'
import { mayHaveAnother, only } from './register'
import { seals } from './seals'
import { views } from './view'

type Table = typeof organisationEndpoints.table

/** Names another contact and returns their invitation code. Throws `notFound` for whoever is no contact, `notNow`, `tooManyContacts`. */
export async function invite(
  acting: Acting,
  id: string,
  form: Parsed<Table['POST /v1/organisations/{id}/contacts']>['body'],
): Promise<Reply<Table['POST /v1/organisations/{id}/contacts']>> {
  const { tx, districtId, actor, clock, deps } = acting
  const organisation = await lockOwn(acting, id)
  if (organisation.state === 'refused') throw problem('notNow')
  const now = clock.now()
  if ((await contactsOf(tx, districtId, [id], now)).length >= contactsPerOrganisation) throw problem('tooManyContacts')
  await countToday(acting, 'organisationInvitations')
  const invitation = newInvitation(deps.keys, now)
  await insertContact(tx, {
    district_id: districtId,
    id: uuidv7(),
    organisation_id: id,
    name_sealed: deps.keys.seal(form.contactName, seals.name),
    position: form.position,
    created_at: now,
    invited_by: actor.accountId,
    code_hash: invitation.digest,
    code_until: invitation.until,
  })
  return { code: invitation.code, expiresAt: invitation.until.toISOString(), organisation: only(await views(acting, [organisation])) }
}

/** Returns a new invitation code, its digest and until when it is valid. */
function newInvitation(keys: Keys, now: Date): { code: string; digest: string; until: Date } {
  const code = newHumanCode()
  return { code, digest: digestOf(keys, code), until: new Date(now.getTime() + invitationDays * dayMs) }
}

/**
 * Invites the first contact of an organisation that a file named; an earlier invitation of it that nobody used ends. Who they are is not known
 * yet: by using it they give their own name.
 */
export async function inviteFirst(
  { tx, clock, keys, districtId }: Pick<Acting, 'tx' | 'clock' | 'districtId'> & { keys: Keys },
  id: string,
): Promise<{ code: string; expiresAt: string }> {
  const now = clock.now()
  await endInvitations(tx, districtId, id, now)
  const invitation = newInvitation(keys, now)
  await insertContact(tx, {
    district_id: districtId,
    id: uuidv7(),
    organisation_id: id,
    name_sealed: keys.seal(unnamed, seals.name),
    position: firstPosition,
    created_at: now,
    code_hash: invitation.digest,
    code_until: invitation.until,
  })
  return { code: invitation.code, expiresAt: invitation.until.toISOString() }
}

/** The name of a contact who is not known yet. */
const unnamed = ''
const firstPosition = '联系人'

const digestOf = (keys: Keys, code: string) => digestOfCode(keys, hashToken(code), seals.code)

/**
 * Makes the caller the contact for whom a code was made. Throws `organisationCodeRefused`, `alreadyContact`, `tooManyOrganisations`; a
 * refused one leaves the code as it was.
 */
export async function join(acting: Acting, { code }: { code: string }): Promise<Organisation> {
  const { tx, districtId, actor, clock, deps } = acting
  const now = clock.now()
  await mayHaveAnother(acting)
  const invited = await lockInvited(tx, districtId, digestOf(deps.keys, readHumanCode(code)))
  if (invited === undefined || invited.code_until === null || invited.code_until <= now) throw problem('organisationCodeRefused')
  const organisation = await lockOrganisation(tx, districtId, invited.organisation_id)
  if (organisation === undefined || organisation.state === 'refused') throw problem('organisationCodeRefused')
  const named = deps.keys.open(invited.name_sealed, seals.name) === unnamed ? (await personOf(acting, actor.accountId))?.name : null
  const name = named == null ? {} : { name_sealed: deps.keys.seal(named, seals.name) }
  await onUnique(
    tx,
    'organisation_contact_account',
    (tx) => bindContact(tx, districtId, invited.id, { accountId: actor.accountId, now, ...name }),
    () => {
      throw problem('alreadyContact')
    },
  )
  return only(await views(acting, [organisation]))
}

/**
 * Ends a contact of an organisation of the caller's, themselves included. Whom another ends keeps no way back: the codes they made open nothing
 * any more. What runs goes on, also after the last. Throws `notFound`.
 */
export async function leave(acting: Acting, contactId: string): Promise<void> {
  const { tx, districtId, actor, clock } = acting
  const organisationId = await organisationOfContact(tx, districtId, contactId)
  if (organisationId === undefined) throw problem('notFound')
  await lockOwn(acting, organisationId)
  const now = clock.now()
  const ended = await endContact(tx, districtId, { organisationId, id: contactId, now })
  if (ended === undefined) throw problem('notFound')
  const { account_id: account } = ended
  if (account !== null && account !== actor.accountId) await endInvitationsOf(tx, districtId, { organisationId, account, now })
}

/** Returns an organisation of the caller's, locked. */
async function lockOwn({ tx, districtId, actor }: Acting, id: string): Promise<StoredOrganisation> {
  const organisation = await lockOrganisation(tx, districtId, id)
  const accounts = organisation === undefined ? [] : await accountsOf(tx, districtId, id)
  if (organisation === undefined || !accounts.includes(actor.accountId)) throw problem('notFound')
  return organisation
}
