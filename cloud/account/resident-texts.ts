import { api, type ApiKey } from '@doorstep/contract/api'
import type { Endpoint } from '@doorstep/contract/endpoints'
import type { GenericSchema } from 'valibot'

/** Why WeChat's content check does not read a text. */
type Reason = string

const name = 'A name or a relation: a few characters, sealed, read only by the staff who serve this person.'
const ownHome = 'Nobody but its owner and the staff who come to the door reads it.'
const secret = 'A code, not words.'

/**
 * The free texts that a resident can send in a body without WeChat's content check, by endpoint and path (list positions are left out), and
 * why. It reads every other one before it is saved, a new one too.
 */
export const uncheckedTexts: Partial<Record<ApiKey, Record<string, Reason>>> = {
  'POST /v1/sessions': { code: secret, device: 'The device names itself; only the owner of the session reads it.' },
  'PUT /v1/account': { name },
  'POST /v1/homes': { unit: ownHome, room: ownHome, label: ownHome },
  'PUT /v1/homes/{id}': { unit: ownHome, room: ownHome, label: ownHome },
  'POST /v1/staff-bindings': { code: secret },
  'POST /v1/grid-corrections': { said: 'Only the staff who keep the map read it; no resident is shown it.' },
  'POST /v1/organisations': { contactName: name, position: name, premises: 'Nobody but its contacts and the staff of its grid reads it.' },
  'POST /v1/organisations/{id}/contacts': { contactName: name, position: name },
  'POST /v1/organisation-bindings': { code: secret },
  'POST /v1/category-suggestions': { text: 'Not saved: it only tells which category is meant.' },
  'POST /v1/similar-requests': { text: 'Not saved: it is only compared with other requests.' },
  'POST /v1/request-previews': { 'answers.value': 'Not saved: the answers only tell whether it is an emergency.' },
  'POST /v1/requests': { 'onBehalf.name': name, 'onBehalf.relation': name, 'onBehalf.home.unit': ownHome, 'onBehalf.home.room': ownHome },
  'POST /v1/bookings': {
    address: ownHome,
    'onBehalf.name': name,
    'onBehalf.relation': name,
    'onBehalf.home.unit': ownHome,
    'onBehalf.home.room': ownHome,
  },
}

/** Returns the paths of the texts in an endpoint's body that are checked. */
export function checkedPaths(key: ApiKey): readonly string[] {
  const found = known.get(key) ?? textsOf(key).filter((path) => uncheckedTexts[key]?.[path] === undefined)
  known.set(key, found)
  return found
}
const known = new Map<ApiKey, readonly string[]>()

/** Returns the paths of all free texts in an endpoint's body, each once. */
export function textsOf(key: ApiKey): string[] {
  const { body }: Endpoint = api[key]
  return body === undefined ? [] : [...new Set(freeTexts(body))]
}

/** The parts of a schema that tell what it holds. */
type Schema = GenericSchema & {
  pipe?: readonly { type: string; kind: string }[]
  entries?: Record<string, Schema>
  item?: Schema
  wrapped?: Schema
  options?: readonly Schema[]
}

const plain = ['boolean', 'number', 'picklist', 'literal', 'null']

/** Returns the paths of a schema's free texts: strings that no pattern narrows. Throws for a schema it does not know, which could hide one. */
export function freeTexts(schema: Schema, path: readonly string[] = []): string[] {
  const { type, pipe = [], entries, item, wrapped, options } = schema
  if (type === 'string')
    return pipe.some((step) => ['regex', 'uuid', 'iso_timestamp', 'iso_date'].includes(step.type)) ? [] : [path.join('.')]
  if (entries !== undefined) return Object.entries(entries).flatMap(([key, entry]) => freeTexts(entry, [...path, key]))
  if (options !== undefined && (type === 'union' || type === 'variant')) return options.flatMap((option) => freeTexts(option, path))
  if (item !== undefined) return freeTexts(item, path)
  if (wrapped !== undefined) return freeTexts(wrapped, path)
  if (plain.includes(type)) return []
  throw new Error(`cloud/account/resident-texts.ts does not know what a ${type} at ${path.join('.')} holds`)
}
