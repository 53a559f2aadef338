import serializerOf from 'fast-json-stringify'
import type { FastifySerializerCompiler } from 'fastify'
import type { JsonSchema } from './json-schema'

type Serializer = (reply: unknown) => string

/**
 * Returns a compiler that builds a reply's serializer at the first answer and not at start: building all of them takes half a second, and
 * few are needed at once. Routes that share a schema (every refusal is a `Problem`) share a serializer.
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
