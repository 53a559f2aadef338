import { sql } from 'kysely'

/**
 * Writes a list of constants into the text, as the predicate of a partial index does: a plan for all values of a parameter cannot use an
 * index for some of them. `where('state', 'in', literals(openBookingStates))`
 */
export const literals = <T extends string>(constants: readonly T[]) => sql<T>`(${sql.join(constants.map((constant) => sql.lit(constant)))})`
