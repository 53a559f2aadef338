import type { Duration } from '@doorstep/contract/requests/views'
import { lastWarningPercent } from '@doorstep/contract/rules'
import fc from 'fast-check'
import { begun, wasBroken } from '../../clocks/api'
import { warnAt } from '../../clocks/clock-rules'
import { clockView, stateClock, turned, type CaseClock } from './case-clocks'

const at = (wall: string) => new Date(`${wall}:00.000+08:00`)
const allowance = (...durations: Duration[]) => ({ id: 'new', durations, rule: '测试' })
const workingDays = (amount: number): Duration => ({ amount, unit: 'workingDay' })
const hours = (amount: number): Duration => ({ amount, unit: 'hour' })

/** Returns a clock that began, was paused and resumed at these times. */
const pausedFrom = (begin: string, pause: string, resume: string, ...durations: Duration[]): CaseClock => {
  const [clock] = turned(
    turned([begun('handling', allowance(...durations), at(begin))], { pause: true }, at(pause)),
    { resume: true },
    at(resume),
  )
  if (clock === undefined) throw new Error('one clock was begun')
  return clock
}

test.each([
  ['a pause within one working day moves nothing', '2026-11-23T09:00', '2026-11-23T10:00', '2026-11-23T17:00', '2026-11-25T18:00'],
  ['a pause over a night moves it by a working day', '2026-11-23T09:00', '2026-11-23T17:00', '2026-11-24T09:00', '2026-11-26T18:00'],
  [
    'a pause over a weekend moves it by the working day only',
    '2026-11-19T09:00',
    '2026-11-20T10:00',
    '2026-11-23T10:00',
    '2026-11-24T18:00',
  ],
  [
    'a pause over National Day gives no day of the holiday back',
    '2026-09-30T09:00',
    '2026-09-30T15:00',
    '2026-10-08T10:00',
    '2026-10-10T18:00',
  ],
])('%s（两个工作日）', (_says, begin, pause, resume, due) => {
  expect(pausedFrom(begin, pause, resume, workingDays(2)).dueAt).toEqual(at(due))
})

test('hours move by exactly the time that passed, 日 by the days left', () => {
  expect(pausedFrom('2026-11-23T09:00', '2026-11-23T10:00', '2026-11-28T11:30', hours(24)).dueAt).toEqual(at('2026-11-29T10:30'))
  const three: Duration = { amount: 3, unit: 'day' }
  expect(pausedFrom('2026-11-23T09:00', '2026-11-23T10:00', '2026-11-24T10:00', three).dueAt).toEqual(at('2026-11-27T18:00'))
  expect(pausedFrom('2026-11-23T09:00', '2026-11-23T10:00', '2026-11-25T10:00', three).dueAt).toEqual(at('2026-11-30T18:00'))
})

test('time lost before a pause stays lost', () => {
  const clock = pausedFrom('2026-11-23T09:00', '2026-11-23T12:00', '2026-11-24T12:00', hours(2))
  expect(clock.dueAt).toEqual(at('2026-11-23T11:00'))
  expect(wasBroken(clock, at('2026-11-24T12:00'))).toBe(true)
})

test('a pause never takes time away, and what was in time when it stopped is in time when it goes on', () => {
  const minutes = fc.integer({ min: 0, max: 60 * 24 * 40 })
  const duration = fc.record({
    amount: fc.integer({ min: 1, max: 30 }),
    unit: fc.constantFrom<Duration['unit']>('minute', 'hour', 'day', 'workingDay'),
  })
  const start = at('2026-09-20T08:00').getTime()
  fc.assert(
    fc.property(duration, minutes, minutes, minutes, (length, begin, waits, stands) => {
      const from = new Date(start + begin * 60_000)
      const paused = new Date(from.getTime() + waits * 60_000)
      const resumed = new Date(paused.getTime() + stands * 60_000)
      const before = begun('handling', allowance(length), from)
      const [after] = turned(turned([before], { pause: true }, paused), { resume: true }, resumed)
      expect(after?.dueAt.getTime()).toBeGreaterThanOrEqual(before.dueAt.getTime())
      if (paused < before.dueAt) expect(after?.dueAt.getTime()).toBeGreaterThan(resumed.getTime() - 1)
      else expect(after?.dueAt).toEqual(before.dueAt)
    }),
  )
})

test('the whole clock stands still while a reply waits, and a rework goes on with what was left', () => {
  const begin = at('2026-11-23T09:00')
  const whole = begun('whole', { id: 'whole', durations: [hours(1), hours(24)], rule: '测试' }, begin)
  const first = turned([whole], { start: 'handling' }, begin, { id: 'handling', durations: [hours(24)], rule: '测试' })
  const replied = turned(first, { stop: ['handling', 'rework'], pause: true }, at('2026-11-23T19:00'))
  expect(stateClock(replied)).toBeNull()
  expect(replied.map((clock) => clockView(clock, at('2026-12-05T09:00')).state)).toEqual(['paused', 'met'])
  const closed = turned(replied, { stop: ['whole'] }, at('2026-12-08T19:00'))
  expect(closed.map((clock) => clockView(clock, at('2026-12-09T09:00')).state)).toEqual(['met', 'met'])
  const reopened = turned(closed, { start: 'rework' }, at('2026-12-09T19:00'), { id: 'rework', durations: [hours(24)], rule: '测试' })
  expect(reopened.find(({ kind }) => kind === 'whole')).toMatchObject({ dueAt: at('2026-12-10T10:00'), pausedAt: null, stoppedAt: null })
  expect(stateClock(reopened)?.kind).toBe('rework')
})

test('a clock that stopped late is missed, one that runs late is overdue, one that stands still in time is paused', () => {
  const clock = begun('acceptance', allowance(hours(1)), at('2026-11-23T09:00'))
  const [late] = turned([clock], { stop: ['acceptance'] }, at('2026-11-23T10:01'))
  expect(late && clockView(late, at('2026-11-24T09:00')).state).toBe('missed')
  expect(clockView(clock, at('2026-11-23T10:01')).state).toBe('overdue')
  expect(clockView(clock, at('2026-11-23T10:00')).state).toBe('running')
  expect(warnAt(clock, clock.startedAt, lastWarningPercent)).toEqual(at('2026-11-23T09:48'))
})
