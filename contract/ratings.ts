import * as v from 'valibot'
import { endpoints } from './endpoints'
import { RequestDetail } from './requests'
import { id, list, text, whole } from './values'

/**
 * 好差评. Three questions kept apart (contacted? solved? satisfied?, after the 三率 of 条例 art. 32); 1–2 of five is bad
 * (国办发〔2019〕51号) and really reopens the case to somebody else. Unrated stays unrated.
 */
export const levels = { 5: '非常满意', 4: '满意', 3: '基本满意', 2: '不满意', 1: '非常不满意' } as const
export const badReasons = {
  notFixed: '没有修好或没解决',
  noContact: '没人联系我',
  slow: '太慢',
  attitude: '态度不好',
  passing: '推来推去',
  unclear: '答复看不懂',
  other: '其他',
} as const
const reasonCodes = Object.keys(badReasons) as [keyof typeof badReasons, ...(keyof typeof badReasons)[]]

export const RateForm = v.pipe(
  v.object({
    contacted: v.boolean(),
    solved: v.boolean(),
    satisfied: whole(1, 5),
    reasons: v.optional(list(v.picklist(reasonCodes), 7), []),
    text: v.optional(text(500, 0), ''),
  }),
  v.forward(
    v.check((form) => !isBad(form) || form.reasons.length > 0, '不满意时请选一个原因,我们好让别人重办'),
    ['reasons'],
  ),
)

/** A rating that reopens the work: not solved, or 1–2 of five. */
export function isBad(form: { solved: boolean; satisfied: number }): boolean {
  return !form.solved || form.satisfied <= 2
}

export const ratingEndpoints = endpoints('ratings', {
  'POST /v1/requests/{id}/ratings': {
    does: 'Rates the latest reply; a bad rating reopens the case to someone other than its handler, a good one closes it.',
    params: v.object({ id }),
    body: RateForm,
    replies: { 201: RequestDetail },
    who: ['resident'],
    relation: 'own',
    problems: ['notFound', 'notNow', 'alreadyRated', 'ratingOver'],
  },
})
