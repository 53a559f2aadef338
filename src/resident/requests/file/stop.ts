import { emergencyIn, nationwide, type Emergency, type Phone } from '@doorstep/contract/emergencies'
import type { Category } from '@doorstep/contract/requests/views'
import type { Draft } from '../../../platform/sending/drafts'
import type { Filing } from './filing'

export interface Stop {
  phones: readonly Phone[]
  /** What to do first. */
  advice: string
  /** Codes of the questions whose answer stops the form; none when the category itself is an emergency. */
  answers: readonly string[]
}

/** What to do first where nothing more is known. */
export const always = '先到安全的地方，再打电话'

/**
 * Returns whom to call instead of filing, and what to do first: for an emergency category, or an answer that makes it one (条例 art. 11(1)).
 * The advice is the district's for what was said; a category's hint tells how to fill in a form, unless the category is an emergency.
 */
export function stoppedBy(category: Category, answers: Filing['answers'], table: readonly Emergency[]): Stop | undefined {
  const { emergency, name, hint } = category
  if (emergency) return { phones: emergency, advice: emergencyIn(name, table)?.advice ?? (hint || always), answers: [] }
  const stops = category.questions.filter(({ code, stopAt }) => {
    const answer = answers[code]
    return stopAt !== null && answer !== undefined && (Array.isArray(answer) ? answer.includes(stopAt) : answer === stopAt)
  })
  if (stops.length === 0) return undefined
  const told = emergencyIn([name, ...stops.map(({ ask, stopAt }) => `${ask}${stopAt ?? ''}`)].join(' ').replace(/[，。？]/g, ' '), table)
  return { phones: told?.phones ?? nationwide, advice: told?.advice ?? always, answers: stops.map(({ code }) => code) }
}

/** Returns the way back from an emergency: the answers, or the category, that stopped the form are taken back, and the rest of it stays. */
export function wayBack(draft: Draft<Filing>, answers: readonly string[]) {
  if (answers.length === 0) return { text: '不是紧急情况，重新选', onTap: () => draft.set({ categoryCode: '', kind: '', answers: {} }) }
  const kept = Object.entries(draft.now().answers).filter(([code]) => !answers.includes(code))
  return { text: '不是紧急情况，改回答', onTap: () => draft.set({ answers: Object.fromEntries(kept) }) }
}
