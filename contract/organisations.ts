import * as v from 'valibot'
import { endpoints } from './endpoints'
import { BuildingRow, importCode } from './grids'
import { personName } from './people/names-and-phones'
import { organisationKinds, organisationStates } from './organisation-words'
import { checkingRoles, filingRoles } from './roles'
import { invitationDays } from './rules'
import { distinctName, id, instant, line, page, pageOf, text } from './values'

/** 驻区单位. A shop, company or institution with its premises; its contacts (联系人) file, book and rate as it. */

const Contact = v.object({
  id,
  name: v.string(),
  /** What they are there: `店长`. */
  position: v.string(),
  /** Since when they act for it; null while their invitation is not used. */
  since: v.nullable(instant),
})

export const Organisation = v.object({
  id,
  name: v.string(),
  kind: v.picklist(organisationKinds),
  building: BuildingRow,
  /** `底商 3 号`; sealed at rest, read by its contacts and by whoever checks it. */
  premises: v.nullable(v.string()),
  state: v.picklist(organisationStates),
  /** What whoever checked it wrote to its contacts. */
  answer: v.nullable(v.string()),
  createdAt: instant,
  contacts: v.array(v.object({ ...Contact.entries, mine: v.boolean() })),
})
export type Organisation = v.InferOutput<typeof Organisation>

/** An organisation as those read it who check it. */
export const CheckedOrganisation = v.object({ ...Organisation.entries, contacts: v.array(Contact) })
export type CheckedOrganisation = v.InferOutput<typeof CheckedOrganisation>

const named = { contactName: personName(), position: line(20) }

export const organisationEndpoints = endpoints('organisations', {
  'POST /v1/organisations': {
    does: 'Registers an organisation at its premises, with the caller as its first contact; the team of the grid checks it.',
    body: v.object({
      name: distinctName(40, 2),
      kind: v.picklist(organisationKinds),
      buildingCode: importCode,
      premises: v.optional(line(40)),
      ...named,
    }),
    replies: { 201: Organisation },
    who: ['resident'],
    relation: 'own',
    problems: ['notFound', 'organisationKnown', 'tooManyOrganisations', 'dailyCap'],
  },
  'GET /v1/organisations': {
    does: 'The organisations the caller is a contact of, with their contacts.',
    replies: { 200: v.object({ rows: v.array(Organisation) }) },
    who: ['resident'],
    relation: 'own',
  },
  'GET /v1/organisations/{id}': {
    does: 'One organisation the caller is a contact of.',
    params: v.object({ id }),
    replies: { 200: Organisation },
    who: ['resident'],
    relation: 'own',
    problems: ['notFound'],
  },
  'POST /v1/organisations/{id}/contacts': {
    does: `Names another contact and makes their single-use invitation code, valid ${invitationDays} days; it is shown once.`,
    params: v.object({ id }),
    body: v.object(named),
    replies: { 201: v.object({ code: v.string(), expiresAt: instant, organisation: Organisation }) },
    who: ['resident'],
    relation: 'own',
    problems: ['notFound', 'notNow', 'tooManyContacts', 'dailyCap'],
  },
  'DELETE /v1/organisation-contacts/{id}': {
    does: 'Ends a contact, oneself included: from then on they see nothing of it, and where another ends them, the codes they made open nothing. What runs goes on.',
    params: v.object({ id }),
    replies: { 204: null },
    who: ['resident'],
    relation: 'own',
    problems: ['notFound'],
  },
  'POST /v1/organisation-bindings': {
    does: 'Makes the caller the contact for whom an invitation code was made.',
    body: v.object({ code: line(20) }),
    replies: { 201: Organisation },
    who: ['resident'],
    relation: 'own',
    problems: ['organisationCodeRefused', 'tooManyOrganisations', 'alreadyContact'],
  },
  'GET /v1/staff/organisations': {
    does: 'The organisations in the caller’s area, those to be checked first.',
    query: v.object({ ...page }),
    replies: { 200: pageOf(CheckedOrganisation) },
    who: checkingRoles,
    relation: 'area',
  },
  'GET /v1/staff/buildings/{code}/organisations': {
    does: 'The checked organisations of a building in the caller’s area that somebody acts for: as one of them staff may type a request in (代填).',
    params: v.object({ code: importCode }),
    replies: { 200: v.object({ rows: v.array(v.object({ id, name: v.string(), kind: v.picklist(organisationKinds) })) }) },
    who: [...filingRoles],
    relation: 'area',
    problems: ['notFound'],
  },
  'POST /v1/staff/organisations/{id}/decide': {
    does: 'Says whether an organisation is what it says; its contacts are told. Nobody checks their own.',
    params: v.object({ id }),
    body: v.object({ verified: v.boolean(), answer: text(200, 0) }),
    replies: { 200: CheckedOrganisation },
    who: checkingRoles,
    relation: 'area',
    problems: ['notFound', 'notNow', 'ownOrganisation', 'organisationKnown'],
  },
})
