import type { Compilable, CompiledQuery, QueryResult } from 'kysely'
import type { Tx } from './database'

/** Stands for a value while a statement is built. */
class Place {
  constructor(readonly name: string) {}
}

interface Kept<R> {
  compiled: CompiledQuery<R>
  /** For each parameter: the place of a given value, or a value that is always the same. */
  parameters: readonly unknown[]
}

/**
 * Returns a statement that is built once and then only sent, with the values given each time: building one takes Kysely longer than most
 * take PostgreSQL. `build` sees places instead of values, so it may hand them on and ask which are there, and nothing else; one that is
 * undefined is not there, and each set of names has a statement of its own.
 */
export function keptStatement<G extends object, R>(build: (tx: Tx, given: G) => Compilable<R>) {
  const byNames = new Map<string, Kept<R>>()

  function keep(tx: Tx, names: readonly string[]): Kept<R> {
    // Only the values are others; `build` has no use for what they are.
    const places = Object.fromEntries(names.map((name) => [name, new Place(name)])) as unknown as G
    const compiled = build(tx, places).compile()
    const used = new Set(compiled.parameters.map((one) => (one instanceof Place ? one.name : null)))
    const unused = names.filter((name) => !used.has(name))
    if (unused.length > 0) throw new Error(`Not a parameter of the kept statement: ${unused.join(', ')}`)
    return { compiled, parameters: compiled.parameters }
  }

  return (tx: Tx, given: G): Promise<QueryResult<R>> => {
    const values = new Map<string, unknown>(Object.entries(given).filter(([, value]) => value !== undefined))
    const names = [...values.keys()].sort()
    const key = names.join(' ')
    const kept = byNames.get(key) ?? keep(tx, names)
    byNames.set(key, kept)
    const parameters = kept.parameters.map((one) => (one instanceof Place ? values.get(one.name) : one))
    return tx.executeQuery({ ...kept.compiled, parameters })
  }
}
