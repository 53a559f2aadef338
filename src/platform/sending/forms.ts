import * as v from 'valibot'
import type { Problem } from '../api/result'

/** What is wrong, by dotted path: `{ 'place.detail': '请写明楼层' }`. */
export type FieldErrors = Record<string, string>
export type Checked<T> = { ok: true; value: T } | { ok: false; errors: FieldErrors }

/** Checks a form with the contract's own schema before it is sent, in the words the API would use. */
export function check<S extends v.GenericSchema>(schema: S, values: unknown): Checked<v.InferOutput<S>> {
  const parsed = v.safeParse(schema, values)
  if (parsed.success) return { ok: true, value: parsed.output }
  const errors: FieldErrors = {}
  for (const issue of parsed.issues) errors[v.getDotPath(issue) ?? ''] ??= issue.message
  return { ok: false, errors }
}

/** The field errors of an answer, in the same shape. */
export const errorsOf = (problem: Problem | undefined): FieldErrors =>
  Object.fromEntries((problem?.errors ?? []).map(({ path, message }) => [path, message]))

/** What was typed into a field that may stay empty; undefined when it did. */
export const filledIn = (text: string): string | undefined => (text.trim() === '' ? undefined : text.trim())
