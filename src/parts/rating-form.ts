import { isBad, RateForm, type badReasons } from '@doorstep/contract/ratings'
import { check, type FieldErrors } from '../platform/sending/forms'
import type { Satisfaction } from './satisfaction'

export type YesNo = 'yes' | 'no'

/** What the form of a 好差评 holds: the resident's own, and the one that staff fill in on the phone. */
export interface RatingValues extends Satisfaction<keyof typeof badReasons>, Record<string, unknown> {
  contacted: YesNo | ''
  solved: YesNo | ''
}

export const noAnswers: RatingValues = { contacted: '', solved: '', satisfied: '', reasons: [], text: '' }

/** Returns whether the answers so far make a bad rating. */
export const seemsBad = ({ solved, satisfied }: RatingValues): boolean =>
  (solved !== '' || satisfied !== '') && isBad({ solved: solved !== 'no', satisfied: satisfied === '' ? 5 : Number(satisfied) })

/**
 * Checks the form so far in the shape of the contract; unanswered questions stay absent and are reported as missing. Reasons are sent for a
 * bad rating only; those ticked before an answer was changed are left out.
 */
export const checkedRating = (values: RatingValues) =>
  check(RateForm, {
    contacted: values.contacted === '' ? undefined : values.contacted === 'yes',
    solved: values.solved === '' ? undefined : values.solved === 'yes',
    satisfied: values.satisfied === '' ? undefined : Number(values.satisfied),
    reasons: seemsBad(values) ? values.reasons : [],
    text: values.text,
  })

/** Returns what is wrong with a form, by field. */
export function wrongIn(values: RatingValues): FieldErrors {
  const checked = checkedRating(values)
  const unanswered = (['contacted', 'solved', 'satisfied'] as const).filter((name) => values[name] === '')
  return { ...(checked.ok ? {} : checked.errors), ...Object.fromEntries(unanswered.map((name) => [name, '请选一个'])) }
}
