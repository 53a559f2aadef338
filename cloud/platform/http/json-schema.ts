import type { Endpoint } from '@doorstep/contract/endpoints'
import { toJsonSchema } from '@valibot/to-json-schema'
import type * as v from 'valibot'

export type JsonSchema = Record<string, unknown>

/** Returns the schema of what an endpoint answers on success; null when that has no body. */
export const successSchema = ({ replies }: Endpoint): v.GenericSchema | null =>
  '200' in replies ? replies[200] : '201' in replies ? replies[201] : null

const replySchemas = new WeakMap<v.GenericSchema, JsonSchema>()

/**
 * Converts a reply schema for fast-json-stringify, which then omits every undeclared field. Returns the same object for the same schema.
 */
export function replySchema(schema: v.GenericSchema): JsonSchema {
  const known = replySchemas.get(schema)
  if (known !== undefined) return known
  const made = nullableFlags(toJsonSchema(schema, { typeMode: 'output', errorMode: 'ignore' })) as JsonSchema
  replySchemas.set(schema, made)
  return made
}

/** Converts a schema for the OpenAPI document: of a request (`input`) or of a reply (`output`). */
export function documentSchema(schema: v.GenericSchema, mode: 'input' | 'output'): JsonSchema {
  const whole: JsonSchema = { ...toJsonSchema(schema, { typeMode: mode, errorMode: 'ignore', target: 'draft-2020-12' }) }
  delete whole.$schema
  return whole
}

/** Replaces `anyOf [X, null]`, which costs a validator run per value, by `nullable: true`, which means the same to the serializer. */
function nullableFlags(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(nullableFlags)
  if (typeof node !== 'object' || node === null) return node
  const plain = Object.fromEntries(Object.entries(node).map(([name, value]) => [name, nullableFlags(value)]))
  const { anyOf, ...rest } = plain
  if (!Array.isArray(anyOf) || anyOf.length !== 2) return plain
  const others = (anyOf as JsonSchema[]).filter(({ type }) => type !== 'null')
  const [only] = others
  return others.length === 1 && only !== undefined && typeof only.type === 'string' ? { ...rest, ...only, nullable: true } : plain
}
