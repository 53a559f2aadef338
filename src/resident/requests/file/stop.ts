import type { Category } from '@doorstep/contract/requests/views'
import type { Filing } from './filing'

export interface Phone {
  name: string
  number: string
}

/** Phones to call when an answer reports danger. */
const always: Phone[] = [
  { name: '报警', number: '110' },
  { name: '火警', number: '119' },
  { name: '急救', number: '120' },
]

/**
 * Returns the phones to call instead of filing: for an emergency category, or an answer that makes it one (条例 art. 11(1)). Undefined
 * otherwise.
 */
export function stoppedBy(category: Category, answers: Filing['answers']): Phone[] | undefined {
  if (category.emergency) return category.emergency
  const stops = category.questions.some(({ code, stopAt }) => {
    const answer = answers[code]
    return stopAt !== null && answer !== undefined && (Array.isArray(answer) ? answer.includes(stopAt) : answer === stopAt)
  })
  return stops ? always : undefined
}
