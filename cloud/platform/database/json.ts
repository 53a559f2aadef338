import * as v from 'valibot'

/** An instant as PostgreSQL writes it into JSON. */
export const jsonInstant = v.pipe(
  v.string(),
  v.transform((text) => new Date(text)),
)
