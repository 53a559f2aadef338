import * as v from 'valibot'
import { badField, problem } from '../process/problem'

const kinds: Record<string, string> = {
  string: '文字',
  number: '数字',
  boolean: '是或否',
  array: '列表',
  object: '一组内容',
}

/** Returns the message of a field error whose schema has no message of its own. */
function says(issue: v.BaseIssue<unknown>): string {
  if (issue.received === 'undefined') return '这一项没有填'
  switch (issue.type) {
    case 'picklist':
    case 'literal':
    case 'enum':
    case 'variant':
      return '请从给出的选项里选'
    case 'min_length':
      return '内容太短了'
    case 'max_length':
      return '内容太长了'
    case 'min_value':
      return '数字太小了'
    case 'max_value':
      return '数字太大了'
    default:
      return kinds[issue.type] === undefined ? '这一项填得不对' : `这里应填${kinds[issue.type] ?? ''}`
  }
}

/** Makes every valibot message of this process Chinese; called once by the app. */
export function speakChinese(): void {
  v.setGlobalMessage(says)
}

/** Most values of a body whose faults are told one by one; a form has far fewer. */
const mostTold = 2000

/** True when a parsed JSON value has more than `most` values in it. */
function isLarge(value: unknown, most: number): boolean {
  const left = [value]
  for (let seen = 0; left.length > 0; seen += 1) {
    const one = left.pop()
    if (seen + left.length > most) return true
    if (typeof one === 'object' && one !== null) for (const below of Object.values(one)) left.push(below)
  }
  return false
}

/**
 * Returns the parsed value; throws `badInput` with one error per field, only the first of a large body: to list a hundred thousand faults
 * would hold everybody else.
 */
export function parse<S extends v.GenericSchema>(schema: S, value: unknown): v.InferOutput<S> {
  // valibot accepts an array for an object schema whose entries are all optional.
  if (Array.isArray(value)) throw badField('', '这里应填一组内容')
  const result = v.safeParse(schema, value, { abortEarly: isLarge(value, mostTold) })
  if (result.success) return result.output
  const errors = new Map(result.issues.map((issue) => [v.getDotPath(issue) ?? '', issue.message]))
  throw problem('badInput', { errors: [...errors].slice(0, 50).map(([path, message]) => ({ path, message })) })
}
