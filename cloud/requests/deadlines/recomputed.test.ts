import type { Duration } from '@doorstep/contract/requests/views'
import { begun } from '../../clocks/api'
import type { Case } from '../case/case-store'
import { dueAt } from '../../platform/time/deadline'
import { turned, type CaseClock } from './case-clocks'
import { postponed } from './moved-ends'
import { recomputed, type TimeRule } from './recomputed'

const at = (wall: string) => new Date(`${wall}:00.000+08:00`)
const workingDays = (amount: number): Duration => ({ amount, unit: 'workingDay' })
const days = (amount: number): Duration => ({ amount, unit: 'day' })
const hours = (amount: number): Duration => ({ amount, unit: 'hour' })
const ruleWith = (acceptance: Duration, handling: Duration): TimeRule => ({ acceptance, handling, rule: '测试' })

type Did =
  [did: 'accept' | 'askMore' | 'supply' | 'reply' | 'reopen' | 'correct', wall: string] | [did: 'extend', wall: string, days: number]

const orders = {
  accept: { stop: ['acceptance'], start: 'handling' },
  askMore: { pause: true },
  supply: { resume: true },
  reply: { stop: ['handling', 'rework'], pause: true },
  reopen: { start: 'rework' },
} as const

/** Lives a request under a rule: its clocks turn as transitions turn them. */
function lived(rule: TimeRule, filed: string, did: readonly Did[]) {
  const allowance = (id: string, ...durations: Duration[]) => ({ id, durations, rule: '测试' })
  let clocks: CaseClock[] = [
    begun('whole', allowance('whole', rule.acceptance, rule.handling), at(filed)),
    begun('acceptance', allowance('acceptance', rule.acceptance), at(filed)),
  ]
  const events: Pick<Case['events'][number], 'did' | 'at' | 'content'>[] = []
  const extensions: Pick<Case['extensions'][number], 'granted' | 'decided_at' | 'clock_id' | 'working_days' | 'to_due'>[] = []
  for (const [what, wall, count = 0] of did) {
    events.push({ did: what, at: at(wall), content: {} })
    if (what === 'correct') continue
    if (what === 'extend') {
      const running = clocks.find(({ kind, stoppedAt }) => kind !== 'whole' && stoppedAt === null)
      if (running === undefined) throw new Error('nothing runs')
      const to = dueAt(running.dueAt, workingDays(count)).at
      clocks = postponed(clocks, to, at(wall))
      extensions.push({ granted: true, decided_at: at(wall), clock_id: running.id, working_days: count, to_due: to })
    } else clocks = turned(clocks, orders[what], at(wall), allowance(`${what}-${wall}`, rule.handling))
  }
  return { clocks, events, extensions, outside: null } as unknown as Parameters<typeof recomputed>[0]
}

const wall = (instant: Date) => new Date(instant.getTime() + 8 * 3_600_000).toISOString().slice(0, 16)
const ends = (clocks: readonly CaseClock[]) =>
  Object.fromEntries(clocks.filter(({ stoppedAt }) => stoppedAt === null).map(({ kind, dueAt: due }) => [kind, wall(due)]))

const [short, long] = [ruleWith(hours(1), hours(24)), ruleWith(workingDays(1), workingDays(5))]

test.each<[says: string, from: TimeRule, to: TimeRule, filed: string, did: Did[], now: string, ends: Record<string, string>]>([
  [
    'from filing, not from now',
    short,
    long,
    '2026-11-23T09:00',
    [],
    '2026-11-23T09:30',
    { whole: '2026-12-01T18:00', acceptance: '2026-11-24T18:00' },
  ],
  [
    'from acceptance for the answer',
    short,
    long,
    '2026-11-23T09:00',
    [['accept', '2026-11-23T09:30']],
    '2026-11-24T08:00',
    { whole: '2026-12-01T18:00', handling: '2026-11-30T18:00' },
  ],
  [
    'an earlier one may be over at once',
    long,
    short,
    '2026-11-23T09:00',
    [['accept', '2026-11-23T10:00']],
    '2026-11-25T09:00',
    { whole: '2026-11-24T10:00', handling: '2026-11-24T10:00' },
  ],
  [
    'with a wait over a weekend',
    short,
    long,
    '2026-11-19T09:00',
    [
      ['accept', '2026-11-19T09:30'],
      ['askMore', '2026-11-20T10:00'],
      ['supply', '2026-11-23T10:00'],
    ],
    '2026-11-23T11:00',
    { whole: '2026-11-30T18:00', handling: '2026-11-27T18:00' },
  ],
  [
    'over 国庆 and its make-up day',
    short,
    long,
    '2026-09-30T09:00',
    [
      ['accept', '2026-09-30T09:30'],
      ['askMore', '2026-09-30T15:00'],
      ['supply', '2026-10-08T10:00'],
    ],
    '2026-10-08T11:00',
    { whole: '2026-10-15T18:00', handling: '2026-10-14T18:00' },
  ],
  [
    'with an extension granted',
    short,
    long,
    '2026-11-23T09:00',
    [
      ['accept', '2026-11-23T09:30'],
      ['extend', '2026-11-23T11:00', 2],
    ],
    '2026-11-23T12:00',
    { whole: '2026-12-02T18:00', handling: '2026-12-02T18:00' },
  ],
  [
    'into a year not yet published',
    short,
    long,
    '2026-12-28T09:00',
    [
      ['accept', '2026-12-28T09:30'],
      ['extend', '2026-12-28T11:00', 2],
    ],
    '2026-12-28T12:00',
    { whole: '2027-01-07T18:00', handling: '2027-01-07T18:00' },
  ],
  [
    '日 whose last day is a rest day',
    short,
    ruleWith(hours(1), days(15)),
    '2026-09-17T09:00',
    [['accept', '2026-09-17T09:30']],
    '2026-09-17T12:00',
    { whole: '2026-10-08T18:00', handling: '2026-10-08T18:00' },
  ],
  [
    'while it waits, and after',
    short,
    long,
    '2026-11-23T09:00',
    [['askMore', '2026-11-23T09:10']],
    '2026-11-23T12:00',
    { whole: '2026-12-01T18:00', acceptance: '2026-11-24T18:00' },
  ],
])('another rule: %s', (_says, from, to, filed, did, now, expected) => {
  const history = lived(from, filed, did)
  const after = recomputed(history, to, at(now))
  expect(ends(after)).toEqual(expected)
  // A pause goes on, and what was late stays counted.
  expect(after.map(({ id, pausedAt }) => [id, pausedAt])).toEqual(history.clocks.map(({ id, pausedAt }) => [id, pausedAt]))
})

test('under the rule it has, everything ends when it does', () => {
  const lives: Did[][] = [
    [],
    [['accept', '2026-11-23T09:30']],
    [
      ['accept', '2026-11-23T09:30'],
      ['askMore', '2026-11-23T16:00'],
      ['supply', '2026-11-26T10:00'],
      ['extend', '2026-11-26T11:00', 3],
    ],
    [
      ['accept', '2026-11-23T09:30'],
      ['extend', '2026-11-23T11:00', 2],
      ['reply', '2026-11-24T09:00'],
      ['reopen', '2026-11-26T09:00'],
    ],
    [
      ['accept', '2026-11-23T09:30'],
      ['reply', '2026-11-24T09:00'],
      ['reopen', '2026-11-26T09:00'],
      ['extend', '2026-11-26T11:00', 2],
    ],
  ]
  for (const rule of [short, long])
    for (const did of lives) {
      const history = lived(rule, '2026-11-23T09:00', did)
      expect(ends(recomputed(history, rule, at('2026-11-26T12:00')))).toEqual(ends(history.clocks))
    }
})

test('what was late under the rule before stays counted', () => {
  const history = lived(short, '2026-11-23T09:00', [['accept', '2026-11-23T09:30']])
  const [whole] = recomputed(history, long, at('2026-11-25T09:00'))
  expect(whole?.missedAt).toEqual(at('2026-11-24T10:00'))
})
