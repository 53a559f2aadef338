import { problems, type ProblemCode } from '@doorstep/contract/problems'
import { comesAgain } from './try-again'

const refused = (code: ProblemCode) => ({ type: '', title: '', code, ...problems[code] })

test('what an old version could not send waits for the new one; what is refused for good does not', () => {
  expect(comesAgain(refused('clientTooOld'))).toBe(true)
  expect(comesAgain(refused('unavailable'))).toBe(true)
  expect(comesAgain(refused('dailyCap'))).toBe(false)
  expect(comesAgain(refused('badInput'))).toBe(false)
})
