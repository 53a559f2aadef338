import { ruleWords } from '@doorstep/contract/rule-words'
import { nearDay, nearInstant } from '@doorstep/contract/values'
import * as v from 'valibot'
import { ProblemError } from '../process/problem'
import { refuseFarDates } from './far-dates'

const now = new Date('2026-11-23T01:00:00.000Z')
const Form = v.pipe(
  v.object({
    born: v.optional(v.string()),
    visitAt: v.optional(v.nullable(nearInstant)),
    days: v.optional(v.array(v.object({ fromDay: nearDay }))),
  }),
  v.check(() => true),
)

/** Returns the path that is refused; null when the form is taken. */
function refused(form: v.InferInput<typeof Form>): string | null {
  try {
    refuseFarDates(Form, v.parse(Form, form), now)
    return null
  } catch (fault) {
    if (!(fault instanceof ProblemError)) throw fault
    expect(fault.extra.errors?.map(({ message }) => message)).toEqual([ruleWords.farDate])
    return fault.extra.errors?.[0]?.path ?? ''
  }
}

test.each([
  [{ visitAt: '9999-12-31T00:00:00.000Z' }, 'visitAt'],
  [{ visitAt: '1990-01-01T00:00:00.000Z' }, 'visitAt'],
  [{ days: [{ fromDay: '2026-12-01' }, { fromDay: '2999-12-31' }] }, 'days.1.fromDay'],
  [{ days: [{ fromDay: '1900-01-01' }] }, 'days.0.fromDay'],
])('%j is too far from now', (form, path) => {
  expect(refused(form)).toBe(path)
})

test.each([{ visitAt: '2026-12-01T00:00:00.000Z' }, { visitAt: null }, {}, { born: '1931-02-03' }, { days: [{ fromDay: '2030-01-01' }] }])(
  '%j is near enough',
  (form) => {
    expect(refused(form)).toBeNull()
  },
)
