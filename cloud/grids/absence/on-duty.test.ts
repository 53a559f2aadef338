import { allWithTimes } from '@doorstep/contract/time-words'
import { answeringAt, dutyInWords } from './on-duty'
import { officeHours } from '../../platform/time/duty-hours'

const li = { staffCode: 'S1', name: '李明', place: 0 }
const wang = { staffCode: 'S2', name: '王芳', place: 1 }
const zhao = { staffCode: 'S3', name: '赵强', place: 2 }
const team = [li, wang, zhao]
const hours = [...officeHours]

const absence = (staffCode: string, standInCode: string, from: string, until: string) => ({
  id: `${staffCode}-${from}`,
  gridCode: '990101001001001',
  staffCode,
  standInCode,
  from: new Date(`${from}T00:00:00+08:00`),
  until: new Date(`${until}T00:00:00+08:00`),
})
const at = (china: string) => new Date(`${china}+08:00`)
/** Returns who answers, worded as a reader at that time reads it. */
const whoAnswers = (...asked: Parameters<typeof answeringAt>) => allWithTimes(answeringAt(...asked), asked[0])

test.each([
  ['2026-11-23T09:00', 'duty', '值班到 12:00', '2026-11-23T04:00:00.000Z'],
  ['2026-11-23T14:00', 'duty', '值班到 18:00', '2026-11-23T10:00:00.000Z'],
  ['2026-11-23T12:00', 'off', '今天 14:00 上班', '2026-11-23T06:00:00.000Z'],
  ['2026-11-23T18:00', 'off', '明天 8:30 上班', '2026-11-24T00:30:00.000Z'],
  ['2026-11-27T18:30', 'off', '11月30日 周一 8:30 上班', '2026-11-30T00:30:00.000Z'],
  // National Day 2026: off from 1 to 7 October.
  ['2026-09-30T19:00', 'off', '10月8日 周四 8:30 上班', '2026-10-08T00:30:00.000Z'],
])('at %s the grid member is on %s: %s', (china, state, says, until) => {
  expect(whoAnswers(at(china), { team, hours, absences: [] })).toEqual({ state, says, until, name: '李明', staffCode: 'S1' })
})

test('duty that runs to midnight is said to end at 24:00, duty past midnight to end tomorrow', () => {
  const late = (to: string) => [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, from: '18:00', to }))
  expect(whoAnswers(at('2026-11-23T20:00'), { team, hours: late('24:00'), absences: [] })?.says).toBe('值班到 24:00')
  expect(whoAnswers(at('2026-11-23T20:00'), { team, hours: late('06:00'), absences: [] })?.says).toBe('值班到明天 6:00')
})

test('during leave the stand-in answers, and the card says until when', () => {
  const absences = [absence('S1', 'S2', '2026-11-23', '2026-11-26')]
  expect(whoAnswers(at('2026-11-23T09:00'), { team, hours, absences })).toEqual({
    state: 'standIn',
    name: '王芳',
    staffCode: 'S2',
    until: '2026-11-25T16:00:00.000Z',
    says: '李明请假，王芳代班到后天',
  })
  expect(whoAnswers(at('2026-11-25T09:00'), { team, hours, absences })?.says).toBe('李明请假，王芳代班到今天')
  expect(whoAnswers(at('2026-11-26T09:00'), { team, hours, absences })).toMatchObject({ state: 'duty', name: '李明' })
})

test('outside duty hours it names who begins next, which may be the stand-in', () => {
  const absences = [absence('S1', 'S2', '2026-11-24', '2026-11-26')]
  expect(whoAnswers(at('2026-11-23T19:00'), { team, hours, absences })).toMatchObject({
    state: 'off',
    name: '王芳',
    says: '明天 8:30 上班',
  })
})

test('a stand-in who is on leave too hands on to the next, until the first of the two leaves ends', () => {
  const absences = [absence('S1', 'S2', '2026-11-23', '2026-11-28'), absence('S2', 'S3', '2026-11-24', '2026-11-25')]
  expect(whoAnswers(at('2026-11-24T09:00'), { team, hours, absences })).toMatchObject({
    name: '赵强',
    until: '2026-11-24T16:00:00.000Z',
  })
  expect(whoAnswers(at('2026-11-25T09:00'), { team, hours, absences })).toMatchObject({ name: '王芳' })
})

test('duty ends where a leave begins', () => {
  const begins = { ...absence('S1', 'S2', '2026-11-23', '2026-11-24'), from: at('2026-11-23T16:00') }
  expect(whoAnswers(at('2026-11-23T15:00'), { team, hours, absences: [begins] })).toMatchObject({ state: 'duty', says: '值班到 16:00' })
})

test('a stand-in who left the team does not stand in', () => {
  const absences = [absence('S1', 'S9', '2026-11-23', '2026-11-26')]
  expect(whoAnswers(at('2026-11-23T09:00'), { team, hours, absences })).toMatchObject({ state: 'duty', name: '李明' })
})

test('nobody answers in a grid without a grid member', () => {
  expect(whoAnswers(at('2026-11-23T09:00'), { team: [wang], hours, absences: [] })).toBeNull()
})

test.each([
  [hours, '周一至周五 8:30–12:00、14:00–18:00'],
  [[...hours, { weekday: 6, from: '09:00', to: '12:00' }], '周一至周五 8:30–12:00、14:00–18:00；周六 9:00–12:00'],
  [
    [
      { weekday: 2, from: '14:00', to: '17:00' },
      { weekday: 4, from: '14:00', to: '17:00' },
      { weekday: 5, from: '14:00', to: '17:00' },
    ],
    '周二、周四、周五 14:00–17:00',
  ],
])('duty hours in words', (given, says) => {
  expect(dutyInWords(given)).toBe(says)
})
