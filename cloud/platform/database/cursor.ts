import * as v from 'valibot'
import { badField } from '../process/problem'

/** Encodes a position in a list for the client: the sort key of the last row, as base64url of JSON. Opaque, not secret. */
export const encodeCursor = (sortKey: readonly (string | number | null)[]): string =>
  Buffer.from(JSON.stringify(sortKey)).toString('base64url')

/** Decodes what `encodeCursor` wrote and validates it by `schema`; throws badInput at `after` for anything else. */
export function decodeCursor<S extends v.GenericSchema>(cursor: string, schema: S): v.InferOutput<S> {
  let written: unknown
  try {
    written = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
  } catch {
    throw badField('after', '翻页位置不对')
  }
  const read = v.safeParse(schema, written)
  if (!read.success) throw badField('after', '翻页位置不对')
  return read.output
}
