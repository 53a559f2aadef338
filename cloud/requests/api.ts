/** The exports of this room that other rooms may import; nothing else of it is imported from outside. */

export { actingAs, handedOn } from './actions/act'
export { moveOpenCases } from './actions/handover'
export { caseRunner, caseSubject } from './case/guards'
export { notifyStaff, notifyTransition } from './case/notify'
export { insertRating } from './case/ratings-store'
export { type StoredRequest, lockedRequest } from './case/requests-store'
export { appendNote, transitionRequest } from './case/transitions'
export { recordConsent } from './filing/consent'
export { caseAccessOf } from './people/access'
export { supervisorsOf } from './people/people'
export { detailOf } from './reading/detail'
export { checkAdded } from './filing/text-check'
