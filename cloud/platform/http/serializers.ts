import serializerOf from 'fast-json-stringify'
import type { FastifySerializerCompiler } from 'fastify'
import type { JsonSchema } from './json-schema'

type Serializer = (reply: unknown) => string

/**
 * Builds what writes a reply when an endpoint first answers, not at the start: making all of them takes half a second, and few are
 * asked for at once. Routes that share a schema (every refusal is a `Problem`) share what writes it.
 */
export function lazySerializers(): FastifySerializerCompiler<JsonSchema> {
  const built = new WeakMap<object, Serializer>()
  return ({ schema }) =>
    (reply) => {
      const known = built.get(schema)
      if (known !== undefined) return known(reply)
      const serializer: Serializer = serializerOf(schema)
      built.set(schema, serializer)
      return serializer(reply)
    }
}
