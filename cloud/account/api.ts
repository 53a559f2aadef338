/** What other rooms may use of this one; nothing else of it is imported from outside. */

export { type Person, doorOf, peopleOf, personOf, phoneIndexOf, placesInGrids, seals, unreadablePerson } from './people'
export { livingIn, lockAccount, openidOf } from './account-store'
export { rememberedConsent, rememberPerson } from './acted-for'
export { issueInvitation, keyInvitationDigests } from './staff-binding'
export { refuseRisky, textsChecked } from './text-check'
