/** What other rooms may use of this one; nothing else of it is imported from outside. */

export { actingFor, enteredFor, type ActingFor } from './acting-as'
export { inviteFirst } from './contacts'
export { NamedOrganisation, namedOrganisation, organisationNames, organisationsAlone } from './organisations-store'
export { nameOf as contactName } from './view'
