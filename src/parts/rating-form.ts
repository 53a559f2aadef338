import { isBad, PhoneRateForm, type badReasons } from '@doorstep/contract/ratings'
import { check, type FieldErrors } from '../platform/sending/forms'
import type { Satisfaction } from './satisfaction'

export type YesNo = 'yes' | 'no'

/** What the form of a 好差评 holds that staff fill in on the phone. */
export interface RatingValues extends Satisfaction<keyof typeof badReasons>, Record<string, unknown> {
  contacted: YesNo | ''
  solved: YesNo | ''
}

export const noAnswers: RatingValues = { contacted: '', solved: '', satisfied: '', reasons: [], text: '' }

/** Returns an answer as the contract has it: null is 未答. */
const answered = (answer: YesNo | ''): boolean | null => (answer === '' ? null : answer === 'yes')

/** Returns whether the answers so far make a bad rating. */
export const seemsBad = ({ solved, satisfied }: RatingValues): boolean =>
  isBad({ solved: answered(solved), satisfied: satisfied === '' ? null : Number(satisfied) })

/**
 * Checks the form so far in the shape of the contract; questions that were not answered are 未答. Reasons are sent for a bad rating only;
 * those ticked before an answer was changed are left out.
 */
export const checkedRating = (values: RatingValues) =>
  check(PhoneRateForm, {
    contacted: answered(values.contacted),
    solved: answered(values.solved),
    satisfied: values.satisfied === '' ? null : Number(values.satisfied),
    reasons: seemsBad(values) ? values.reasons : [],
    text: values.text,
  })

/** Returns what is wrong with a form, by field. */
export function wrongIn(values: RatingValues): FieldErrors {
  const checked = checkedRating(values)
  return checked.ok ? {} : checked.errors
}
