import { sql, type Insertable } from 'kysely'
import { columns } from './columns'
import type { Tx } from './database'
import type { OrganisationContact } from './schema'

/** Contacts of organisations (驻区单位), by which an actor is known to act for one. */

const contacts = (tx: Tx, districtId: number) =>
  tx.selectFrom('organisation_contact').where('organisation_contact.district_id', '=', districtId)

export const insertContact = (tx: Tx, contact: Insertable<OrganisationContact>) =>
  tx.insertInto('organisation_contact').values(contact).execute()

/** Returns the contacts of organisations that have not ended, invitations whose time is over left out, in the order they were named. */
export const contactsOf = (tx: Tx, districtId: number, organisationIds: readonly string[], now: Date) =>
  contacts(tx, districtId)
    .where('organisation_id', 'in', organisationIds)
    .where('until', 'is', null)
    .where((contact) => contact.or([contact('account_id', 'is not', null), contact('code_until', '>', now)]))
    .orderBy('created_at')
    .orderBy('id')
    .select(columns.organisation_contact)
    .execute()

/** Returns the accounts that act for an organisation now. */
export async function accountsOf(tx: Tx, districtId: number, organisationId: string): Promise<string[]> {
  const rows = await contacts(tx, districtId)
    .where('organisation_id', '=', organisationId)
    .where('until', 'is', null)
    .where('account_id', 'is not', null)
    .select('account_id')
    .$narrowType<{ account_id: string }>()
    .execute()
  return rows.map(({ account_id: account }) => account)
}

/** Returns the organisations an account acts for now, in the order it began to. */
export async function organisationsOf(tx: Tx, districtId: number, accountId: string): Promise<string[]> {
  const rows = await contacts(tx, districtId)
    .where('account_id', '=', accountId)
    .where('until', 'is', null)
    .orderBy('since')
    .orderBy('id')
    .select('organisation_id')
    .execute()
  return rows.map(({ organisation_id: organisation }) => organisation)
}

/** Returns the contact for whom a code was made that nobody has used, locked until the transaction ends. */
export const lockInvited = (tx: Tx, districtId: number, digest: string) =>
  contacts(tx, districtId)
    .where('code_hash', '=', digest)
    .where('until', 'is', null)
    .select(columns.organisation_contact)
    .forUpdate()
    .executeTakeFirst()

/** Makes an account the contact who was invited; the code is used with that. */
export const bindContact = (
  tx: Tx,
  districtId: number,
  id: string,
  { accountId, now, ...name }: { accountId: string; now: Date; name_sealed?: string },
) =>
  tx
    .updateTable('organisation_contact')
    .set({ ...name, account_id: accountId, since: now, code_hash: null, code_until: null })
    .where('district_id', '=', districtId)
    .where('id', '=', id)
    .execute()

/** Ends the invitations of an organisation that nobody has used. */
export const endInvitations = (tx: Tx, districtId: number, organisationId: string, now: Date) =>
  tx
    .updateTable('organisation_contact')
    .set({ until: now, code_hash: null })
    .where('district_id', '=', districtId)
    .where('organisation_id', '=', organisationId)
    .where('account_id', 'is', null)
    .where('until', 'is', null)
    .execute()

/** Returns of which organisation somebody is or was a contact, or is invited to be one. */
export async function organisationOfContact(tx: Tx, districtId: number, id: string): Promise<string | undefined> {
  return (await contacts(tx, districtId).where('id', '=', id).select('organisation_id').executeTakeFirst())?.organisation_id
}

/** Ends a contact of an organisation, or their invitation; returns whose it was, undefined when there is none. */
export const endContact = (tx: Tx, districtId: number, { organisationId, id, now }: { organisationId: string; id: string; now: Date }) =>
  tx
    .updateTable('organisation_contact')
    .set({ until: now, code_hash: null })
    .where('district_id', '=', districtId)
    .where('organisation_id', '=', organisationId)
    .where('id', '=', id)
    .where('until', 'is', null)
    .returning('account_id')
    .executeTakeFirst()

/** Ends the invitations that somebody made as a contact and that nobody has used. */
export const endInvitationsOf = (
  tx: Tx,
  districtId: number,
  { organisationId, account, now }: { organisationId: string; account: string; now: Date },
) =>
  tx
    .updateTable('organisation_contact')
    .set({ until: now, code_hash: null })
    .where('district_id', '=', districtId)
    .where('organisation_id', '=', organisationId)
    .where('invited_by', '=', account)
    .where('account_id', 'is', null)
    .where('until', 'is', null)
    .execute()

/** Selects the organisations whose contact a session's account is, as a list. */
export const organisationsOfSession = (districtId: number) =>
  sql<string[]>`array(select contact.organisation_id from organisation_contact contact where contact.district_id = ${districtId}
    and contact.account_id = session.account_id and contact.until is null)`
