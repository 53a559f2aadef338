import { setImmediate as othersTurn } from 'node:timers/promises'
import type { Endpoint } from '@doorstep/contract/endpoints'
import { Problem, problems, type ProblemCode } from '@doorstep/contract/problems'
import type { RoomRoutes } from '../context/call'
import { successOf } from '../http/http'
import { documentSchema, type JsonSchema, successSchema } from '../http/json-schema'

/** Problem codes that any endpoint may answer with. */
const shared: ProblemCode[] = ['badInput', 'tooMany', 'internal', 'unavailable']

/**
 * Returns the OpenAPI 3.1 document of every endpoint, from the tables that serve them. All of it takes a third of a second, so other requests
 * have their turn after each endpoint.
 */
export async function openApiDocument(rooms: readonly Pick<RoomRoutes, 'room' | 'table'>[]): Promise<JsonSchema> {
  const paths: Record<string, Record<string, JsonSchema>> = {}
  for (const { room, table } of rooms) {
    for (const [key, endpoint] of Object.entries(table)) {
      const [method = '', path = ''] = key.split(' ')
      paths[path] = { ...paths[path], [method.toLowerCase()]: operation(room, key, endpoint) }
      await othersTurn()
    }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Doorstep', version: '1', description: 'One window at the resident’s door: every endpoint of the cloud API.' },
    servers: [{ url: '/' }],
    paths,
    components: {
      schemas: { Problem: documentSchema(Problem, 'output') },
      securitySchemes: { session: { type: 'http', scheme: 'bearer' } },
    },
  }
}

function operation(room: string, key: string, endpoint: Endpoint): JsonSchema {
  const { does, who, params, query, body, upload, idempotent } = endpoint
  const status = successOf(endpoint)
  const schema = successSchema(endpoint)
  const keyed = !key.startsWith('GET ') && idempotent !== false
  return {
    tags: [room],
    summary: does,
    'x-who': who,
    'x-relation': endpoint.relation,
    ...(who.includes('anyone') ? {} : { security: [{ session: [] }] }),
    parameters: [
      district,
      ...(keyed ? [idempotencyKey(key.startsWith('POST '))] : []),
      ...parameters('path', params && documentSchema(params, 'input')),
      ...parameters('query', query && documentSchema(query, 'input')),
    ],
    ...(upload === 'form' ? { requestBody: { required: true, content: { 'multipart/form-data': { schema: file } } } } : {}),
    ...(upload === 'bytes' ? { requestBody: { required: true, content: { 'application/octet-stream': {} } } } : {}),
    ...(body ? { requestBody: { required: true, content: { 'application/json': { schema: documentSchema(body, 'input') } } } } : {}),
    responses: {
      [status]: schema === null ? { description: 'Done' } : { description: 'Success', content: contentOf(schema) },
      ...refusals(endpoint, keyed),
    },
  }
}

const contentOf = (schema: Parameters<typeof documentSchema>[0]) =>
  schema.type === 'any' ? { '*/*': {} } : { 'application/json': { schema: documentSchema(schema, 'output') } }

const district = { name: 'x-district', in: 'header', required: false, schema: { type: 'string', pattern: '^\\d{6}$' } }
const idempotencyKey = (required: boolean) => ({
  name: 'Idempotency-Key',
  in: 'header',
  required,
  schema: { type: 'string', pattern: '^[A-Za-z0-9_-]{8,64}$' },
})
const file = { type: 'object', required: ['file'], properties: { file: { type: 'string', format: 'binary' } } }

function parameters(place: 'path' | 'query', schema: JsonSchema | undefined): JsonSchema[] {
  const { properties = {}, required = [] } = (schema ?? {}) as { properties?: Record<string, JsonSchema>; required?: string[] }
  return Object.entries(properties).map(([name, of]) => ({ name, in: place, required: required.includes(name), schema: of }))
}

/** Returns the problem codes an endpoint may answer with. */
export function refusalCodes({ who, problems: own = [] }: Endpoint, keyed: boolean): ProblemCode[] {
  const open = who.includes('anyone')
  const gate: ProblemCode[] = open
    ? ['badToken', 'sessionEnded']
    : who.includes('resident')
      ? ['signInNeeded', 'badToken', 'sessionEnded']
      : ['signInNeeded', 'badToken', 'sessionEnded', 'notYourRole']
  return [...new Set<ProblemCode>([...shared, ...gate, ...(keyed ? (['keyNeeded', 'keyReused'] as const) : []), ...own])]
}

function refusals(endpoint: Endpoint, keyed: boolean): Record<string, JsonSchema> {
  const byStatus = new Map<number, ProblemCode[]>()
  // Any call of a mini-program too old is refused; the reference says it once for all.
  for (const code of [...refusalCodes(endpoint, keyed), 'clientTooOld'] as const)
    byStatus.set(problems[code].status, [...(byStatus.get(problems[code].status) ?? []), code])
  const content = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } }
  return Object.fromEntries([...byStatus].map(([status, codes]) => [status, { description: codes.join(', '), content }]))
}
