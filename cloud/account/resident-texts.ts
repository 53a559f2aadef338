/** WeChat's content check reads the text before it is saved. */
const checked = 'checked'
/** Why a text is not checked. */
const unchecked = (because: string) => ({ because })

const name = unchecked('A name or a relation: a few characters, sealed, read only by the staff who serve this person.')
const ownHome = unchecked('Nobody but its owner and the staff who come to the door reads it.')
const secret = unchecked('A code, not words.')

/**
 * Every free text that a resident can send in a body, by endpoint and path (list positions are left out), and whether it is checked. Compared
 * with the contract by a test, so that a new text does not pass unseen.
 */
export const residentTexts = {
  'POST /v1/sessions': { code: secret, device: unchecked('The device names itself; only the owner of the session reads it.') },
  'PUT /v1/account': { name },
  'POST /v1/homes': { unit: ownHome, room: ownHome, label: ownHome },
  'PUT /v1/homes/{id}': { unit: ownHome, room: ownHome, label: ownHome },
  'POST /v1/staff-bindings': { code: secret },
  'POST /v1/grid-corrections': { said: unchecked('Only the staff who keep the map read it; no resident is shown it.') },
  'POST /v1/conversations/{id}/messages': { text: checked },
  'POST /v1/category-suggestions': { text: unchecked('Not saved: it only tells which category is meant.') },
  'POST /v1/request-previews': { 'answers.value': unchecked('Not saved: the answers only tell whether it is an emergency.') },
  'POST /v1/requests': {
    text: checked,
    placeDetail: checked,
    'answers.value': checked,
    'onBehalf.name': name,
    'onBehalf.relation': name,
    'onBehalf.home.unit': ownHome,
    'onBehalf.home.room': ownHome,
  },
  'POST /v1/requests/{id}/supply': { text: checked },
  'POST /v1/requests/{id}/contest': { text: checked },
  'POST /v1/requests/{id}/comment': { text: checked },
  'POST /v1/requests/{id}/withdraw': { reason: checked },
  'POST /v1/requests/{id}/ratings': { text: checked },
  'POST /v1/bookings': {
    note: checked,
    address: ownHome,
    'onBehalf.name': name,
    'onBehalf.relation': name,
    'onBehalf.home.unit': ownHome,
    'onBehalf.home.room': ownHome,
  },
  'POST /v1/bookings/{id}/cancel': { reason: checked },
  'POST /v1/bookings/{id}/move': { reason: checked },
  'POST /v1/bookings/{id}/appeal': { text: checked },
  'POST /v1/bookings/{id}/ratings': { text: checked },
} as const satisfies Record<string, Record<string, typeof checked | { because: string }>>

export type TextEndpoint = keyof typeof residentTexts

/** Returns the paths of an endpoint's texts that are checked. */
export const checkedPaths = (key: TextEndpoint): string[] =>
  Object.entries<typeof checked | { because: string }>(residentTexts[key]).flatMap(([path, how]) => (how === checked ? [path] : []))
