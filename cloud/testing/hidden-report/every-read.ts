import type { Endpoint, EndpointKey } from '@doorstep/contract/endpoints'
import type * as v from 'valibot'
import { everyEndpoint, rawCall, type RawRequest } from '../http/raw-call'
import { knownOf, shapeOf, validInput } from '../every-endpoint/valid-input'
import type { World } from './world'

const reads = everyEndpoint.filter(([key]) => key.startsWith('GET '))

/** Codes by the first word of an endpoint's path, for its `{code}`. */
const codes: Record<string, readonly string[]> = {
  grids: ['990101001001001', '990101001001002'],
  branches: ['B1'],
  venues: ['V1'],
  services: ['S-SLOT'],
  prints: ['V1'],
}

/** Returns the requests to make of an endpoint: each id and code, with each value of each choice in its query. */
function requestsOf(key: EndpointKey, endpoint: Endpoint, { district, ids }: World): { title: string; sent: RawRequest }[] {
  const valid = validInput(endpoint, knownOf(district))
  const path = key.slice('GET /v1/'.length).replace('staff/', '')
  const word = path.split('/')[0] ?? ''
  const params = key.includes('{id}')
    ? [...ids].map(([name, id]) => ({ title: name, params: { id } }))
    : key.includes('{code}')
      ? (codes[word] ?? []).map((code) => ({ title: code, params: { code } }))
      : [{ title: '', params: valid.params }]
  const queries = [{}, ...choicesOf(endpoint.query), ...areasOf(endpoint.query)]
  return params.flatMap(({ title, params: of }) =>
    queries.map((query) => ({
      title: `${key} ${title} ${JSON.stringify(query)}`,
      sent: { ...(of && { params: of }), query: { ...valid.query, ...query } },
    })),
  )
}

/** Returns a query for each value of each field that is a choice. */
function choicesOf(query: v.GenericSchema | undefined): Record<string, unknown>[] {
  const { entries = {} } = query === undefined ? {} : shapeOf(query)
  return Object.entries(entries).flatMap(([name, schema]) => {
    const { wrapped = schema } = shapeOf(schema)
    const { type, options = [] } = shapeOf(wrapped)
    return type === 'picklist' ? options.map((value) => ({ [name]: value, ...(name === 'view' ? { side: 'team' } : {}) })) : []
  })
}

/** Returns queries for the pages and areas of a list: one row at a time, and one grid alone. */
function areasOf(query: v.GenericSchema | undefined): Record<string, unknown>[] {
  const { entries = {} } = query === undefined ? {} : shapeOf(query)
  const side = 'side' in entries ? { side: 'team' } : {}
  return [
    ...('limit' in entries ? [{ limit: '1', ...side }] : []),
    ...('area' in entries ? [{ area: '990101001001001', ...side }] : []),
    ...('grid' in entries ? [{ grid: '990101001001001' }] : []),
  ]
}

/** Returns what one person is answered by every read of the contract, by a title; null asks as a visitor. */
export async function everyRead(world: World, name: string | null): Promise<Record<string, string>> {
  const answers: Record<string, string> = {}
  const token = name === null ? undefined : world.people.get(name)?.token
  for (const [key, endpoint] of reads) {
    for (const { title, sent } of requestsOf(key, endpoint, world)) {
      const { status, text } = await rawCall(world.app.server, key, { ...sent, ...(token === undefined ? {} : { token }) })
      answers[title] = normal(world, `${status} ${text}`)
    }
  }
  for (const { title, body } of filingOf(world)) {
    const sent = { body, ...(token === undefined ? {} : { token }) }
    const { status, text } = await rawCall(world.app.server, 'POST /v1/similar-requests', sent)
    answers[title] = normal(world, `${status} ${text}`)
  }
  return answers
}

/** What is asked while filing: in words of the requests that are shown to others, and in those of the report. */
const filingOf = ({ district }: World) =>
  ['楼道灯坏了三天', '网格里有人占道经营，晚上更严重', ''].flatMap((text) =>
    ['LIGHT', 'TIPOFF'].map((categoryCode) => ({
      title: `POST /v1/similar-requests ${categoryCode} ${text}`,
      body: { kind: categoryCode === 'LIGHT' ? 'help' : 'report', categoryCode, text, buildingCode: district.grids[0].buildings[0].code },
    })),
  )

/** Returns a text with what must differ between two worlds made equal: names for ids, and words for digests, nonces, signatures and cursors. */
export function normal({ people, ids }: World, text: string): string {
  const names = new Map<string, string>()
  for (const [name, { accountId, actor }] of people) names.set(accountId, name).set(actor.sessionId, `${name}'s session`)
  for (const [name, id] of ids) names.set(id, name)
  return text
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, (id) => names.get(id) ?? 'id')
    .replace(/-J\d{6}/g, '-J')
    .replace(/\b[0-9a-f]{64}\b/g, 'digest')
    .replace(/"token":"\d{13}\.[\w-]+"/g, '"token"')
    .replace(/sig=[\w-]+/g, 'sig')
    .replace(/nonce(":|=)"[^"]*"/g, 'nonce')
    .replace(/"next":"[^"]*"/g, (next) => (/^"next":"[\w-]+"$/.test(next) ? '"next":"cursor"' : next))
}
