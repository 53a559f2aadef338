import * as v from 'valibot'
import type { Problem } from '../api/result'

/** Errors by dotted path: `{ 'place.detail': '请写明楼层' }`. */
export type FieldErrors = Record<string, string>
export type Checked<T> = { ok: true; value: T } | { ok: false; errors: FieldErrors }

/** Validates a form with the contract's own schema before it is sent, with the messages the API would use. */
export function check<S extends v.GenericSchema>(schema: S, values: unknown): Checked<v.InferOutput<S>> {
  const parsed = v.safeParse(schema, values)
  if (parsed.success) return { ok: true, value: parsed.output }
  const errors: FieldErrors = {}
  for (const issue of parsed.issues) errors[v.getDotPath(issue) ?? ''] ??= issue.message
  return { ok: false, errors }
}

/** Returns the field errors of an answer, in the same shape. */
export const errorsOf = (problem: Problem | undefined): FieldErrors =>
  Object.fromEntries((problem?.errors ?? []).map(({ path, message }) => [path, message]))

/** Returns the errors that are still there: one goes once its answer is right, and none is added while somebody types. */
export const stillWrong = (held: FieldErrors, found: FieldErrors): FieldErrors =>
  Object.fromEntries(Object.keys(held).flatMap((path) => (found[path] === undefined ? [] : [[path, found[path]] as const])))

/** Returns the error of the first attachment that has one: `fileIds.0`. */
export const fileError = (errors: FieldErrors): string | undefined =>
  Object.entries(errors).find(([path]) => /^fileIds\.\d+$/.test(path))?.[1]

/** Returns the text of an optional field; undefined when it is empty. */
export const filledIn = (text: string): string | undefined => (text.trim() === '' ? undefined : text.trim())
