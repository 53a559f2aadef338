import { isOverdue, nextSays } from './request-next'

const promisedAt = '2026-12-06T15:41:00.000Z'
const r = { state: 'submitted', promisedAt, overdue: false, next: '李明会在今天 23:41 前受理' } as const
const at = (time: string) => Date.parse(time)

test('while there is time the sentence of the answer stands', () => {
  expect(nextSays(r, at(promisedAt))).toBe(r.next)
  expect(isOverdue(r, at(promisedAt))).toBe(false)
})

test('a page that lay open while the promise went by says so, on whatever day it is read', () => {
  expect(nextSays(r, at('2026-12-06T15:42:00.000Z'))).toBe('本应在今天 23:41 前受理，已经超时')
  expect(nextSays(r, at('2026-12-07T00:05:00.000Z'))).toBe('本应在昨天 23:41 前受理，已经超时')
  expect(isOverdue(r, at('2026-12-07T00:05:00.000Z'))).toBe(true)
})

test('what the API says of a late request, and of one without a promise, stands', () => {
  const late = at('2026-12-07T00:05:00.000Z')
  expect(nextSays({ ...r, overdue: true, next: '本应在昨天 23:41 前受理，已经超时，已提醒李明' }, late)).toContain('已提醒')
  expect(nextSays({ ...r, state: 'infoNeeded', next: '请您补充' }, late)).toBe('请您补充')
  expect(nextSays({ ...r, promisedAt: null, next: '等李明受理' }, late)).toBe('等李明受理')
})

test('an answer that was late for its acceptance says of the next promise that it is over, too', () => {
  const accepted = { ...r, state: 'accepted', overdue: true, next: '李明会在今天 23:41 前答复您' } as const
  expect(nextSays(accepted, at(promisedAt))).toBe(accepted.next)
  expect(nextSays(accepted, at('2026-12-07T00:05:00.000Z'))).toBe('本应在昨天 23:41 前答复，已经超时')
})
