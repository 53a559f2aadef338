import type { Problem } from '@doorstep/contract/problems'
import type { FileRequest, Question } from '@doorstep/contract/requests/views'
import { problem } from '../../platform/process/problem'
import type { StoredAnswer } from '../case/requests-store'
import type { StoredCategory } from './categories'

type Answers = NonNullable<FileRequest['answers']>
type Phones = NonNullable<Problem['phones']>

/** Numbers to call in an emergency whose category names none (北京市接诉即办工作条例 art. 11(1)). */
const emergencyPhones: Phones = [
  { name: '报警', number: '110' },
  { name: '火警', number: '119' },
  { name: '急救', number: '120' },
]

const valuesOf = (value: Answers[number]['value']) => (Array.isArray(value) ? value : [value])

/** Returns whom to call at once, when the category or an answer marks an emergency; else null. */
export function emergencyIn({ emergency, questions }: Pick<StoredCategory, 'emergency' | 'questions'>, answers: Answers): Phones | null {
  if (emergency !== null) return emergency
  const stops = answers.some(({ code, value }) => {
    const stopAt = questions.find((question) => question.code === code)?.stopAt ?? null
    return stopAt !== null && valuesOf(value).includes(stopAt)
  })
  return stops ? emergencyPhones : null
}

const datetime = /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})?)?$/

/** Returns what is wrong with an answer, in a sentence; null when it is valid. */
function fault({ type, options }: Question, values: readonly string[]): string | null {
  if (type !== 'multivaluelist' && values.length !== 1) return '这里只能填一项'
  if (type === 'number') return values.every((value) => /^-?\d{1,12}(\.\d{1,6})?$/.test(value)) ? null : '请填写数字'
  if (type === 'datetime') return values.every((value) => datetime.test(value) && !Number.isNaN(Date.parse(value))) ? null : '请选择日期'
  if (type !== 'singlevaluelist' && type !== 'multivaluelist') return null
  return values.every((value) => options.includes(value)) ? null : '请从给出的选项里选'
}

/**
 * Returns the answers to a category's questions as they are stored, in the category's order. Throws `answersNeeded` with a field error
 * (`answers.<code>`) for each question that is unanswered or has an invalid answer.
 */
export function answered({ questions }: Pick<StoredCategory, 'questions'>, answers: Answers): StoredAnswer[] {
  const kept: StoredAnswer[] = []
  const errors: { path: string; message: string }[] = []
  for (const question of questions) {
    const { code, ask, required } = question
    const given = answers.filter((answer) => answer.code === code).flatMap(({ value }) => valuesOf(value))
    const message = given.length === 0 ? (required ? '这个问题需要回答' : null) : fault(question, given)
    if (message !== null) errors.push({ path: `answers.${code}`, message })
    else if (given.length > 0) kept.push({ code, ask, value: given.join('、') })
  }
  for (const { code } of answers) {
    if (!questions.some((question) => question.code === code)) errors.push({ path: `answers.${code}`, message: '这个类别没有这个问题' })
  }
  if (errors.length > 0) throw problem('answersNeeded', { errors })
  return kept
}
