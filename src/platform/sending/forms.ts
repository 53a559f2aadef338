import * as v from 'valibot'
import type { Problem } from '../api/result'

/** Errors by dotted path: `{ 'place.detail': '请写明楼层' }`. */
export type FieldErrors = Record<string, string>
export type Checked<T> = { ok: true; value: T } | { ok: false; errors: FieldErrors }

/**
 * Returns the message of a fault that the schema says nothing about, in the words of a form: what is missing there was not chosen, as an empty
 * text is no text. The schemas' own words for it are those of numbers and codes, and valibot's are English.
 */
const says = ({ received, type }: v.BaseIssue<unknown>): string =>
  received === 'undefined' || type === 'picklist' ? '请选一项' : '这一项填得不对'

/** Validates a form with the contract's own schema before it is sent, with the messages the API would use. */
export function check<S extends v.GenericSchema>(schema: S, values: unknown): Checked<v.InferOutput<S>> {
  const parsed = v.safeParse(schema, values, { message: says })
  if (parsed.success) return { ok: true, value: parsed.output }
  const errors: FieldErrors = {}
  for (const issue of parsed.issues) errors[v.getDotPath(issue) ?? ''] ??= issue.received === 'undefined' ? says(issue) : issue.message
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
