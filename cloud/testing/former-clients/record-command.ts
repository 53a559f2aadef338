import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { api } from '@doorstep/contract/api'
import type { Endpoint } from '@doorstep/contract/endpoints'
import * as v from 'valibot'
import { documentSchema, successSchema } from '../../platform/http/json-schema'
import { repositoryRoot } from '../../platform/process/repository-root'

/** Writes what the mini-program of this version sends and expects: `npm run record`, once at each release. */

/** Schemas of at least this many characters that occur more than once are written once. */
const long = 60

type Json = Record<string, unknown>
const isSchema = (node: unknown): node is Json => typeof node === 'object' && node !== null && !Array.isArray(node)

function shapesOf(endpoint: Endpoint): Json {
  const { params, query, body } = endpoint
  const reply = successSchema(endpoint)
  return {
    ...(params && { params: documentSchema(params, 'input') }),
    ...(query && { query: documentSchema(query, 'input') }),
    ...(body && { body: documentSchema(body, 'input') }),
    ...(reply !== null && reply.type !== 'any' && { reply: documentSchema(reply, 'output') }),
  }
}

/** Returns the same schemas with those that occur more than once named in `$defs`. */
function named(shapes: Record<string, Json>): { $defs: Json; endpoints: Record<string, unknown> } {
  const times = new Map<string, number>()
  const isLong = (node: Json, written: string) => ('type' in node || 'anyOf' in node) && written.length > long
  const count = (node: unknown): void => {
    if (Array.isArray(node)) node.forEach(count)
    if (!isSchema(node)) return
    const written = JSON.stringify(node)
    if (isLong(node, written)) times.set(written, (times.get(written) ?? 0) + 1)
    Object.values(node).forEach(count)
  }
  Object.values(shapes).forEach(count)
  const names = new Map<string, string>()
  const $defs: Json = {}
  const parts = (node: Json) => Object.fromEntries(Object.entries(node).map(([key, value]) => [key, packed(value)]))
  const packed = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(packed)
    if (!isSchema(node)) return node
    const written = JSON.stringify(node)
    if (!isLong(node, written) || (times.get(written) ?? 0) < 2) return parts(node)
    const name = names.get(written) ?? `s${names.size + 1}`
    if (!names.has(written)) {
      names.set(written, name)
      $defs[name] = parts(node)
    }
    return { $ref: `#/$defs/${name}` }
  }
  return { endpoints: Object.fromEntries(Object.entries(shapes).map(([key, shape]) => [key, parts(shape)])), $defs }
}

const lines = (table: Record<string, unknown>) =>
  Object.entries(table)
    .map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`)
    .join(',\n')

const { version } = v.parse(v.object({ version: v.string() }), JSON.parse(readFileSync(join(repositoryRoot(), 'package.json'), 'utf8')))
const { $defs, endpoints } = named(Object.fromEntries(Object.entries<Endpoint>(api).map(([key, endpoint]) => [key, shapesOf(endpoint)])))
const file = join(repositoryRoot(), 'cloud', 'testing', 'former-clients', `contract-${version}.json`)
writeFileSync(file, `{"version":"${version}","$defs":{\n${lines($defs)}\n},"endpoints":{\n${lines(endpoints)}\n}}\n`)
console.log(`${file} is written`)
