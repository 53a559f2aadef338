import { hoursWhenShut, ruleFaults } from './rule-faults'

const line = (weekday: number, from: string, to: string, capacity = 4) => ({ weekday, from, to, capacity, fromDay: null, untilDay: null })
const rules = {
  minutes: 30,
  walkInPercent: 0,
  approval: null,
  minimum: null,
  weekly: [line(1, '09:00', '11:00')],
  exceptions: [{ day: '2026-12-26', reason: '加开', hours: [{ from: '14:00', to: '15:00', capacity: 4 }] }],
}
const approval = { hours: 8 }
const minimum = { people: 4, decideHours: 24 }

test.each([
  ['slot', { ...rules, walkInPercent: 50, approval, minimum }, []],
  ['home', { ...rules, approval }, []],
  ['home', { ...rules, walkInPercent: 50 }, ['walkInPercent']],
  ['home', { ...rules, minimum }, ['minimum']],
  // A home visit is one window, however long.
  ['home', { ...rules, minutes: 480 }, []],
  ['walkIn', { ...rules, walkInPercent: 50, minutes: 480 }, []],
  ['walkIn', { ...rules, approval, minimum }, ['approval', 'minimum']],
  ['slot', { ...rules, minutes: 60 }, []],
  ['slot', { ...rules, minutes: 61 }, ['exceptions.0.hours.0.to']],
  ['slot', { ...rules, weekly: [line(1, '09:00', '11:00'), line(2, '23:40', '24:00')] }, ['weekly.1.to']],
  ['slot', { ...rules, minimum: { ...minimum, people: 5 } }, ['minimum.people']],
] as const)('what is wrong for %s', (way, set, paths) => {
  expect(ruleFaults({ ...set, weekly: [...set.weekly], exceptions: [...set.exceptions] }, way).map(({ path }) => path.join('.'))).toEqual(
    paths,
  )
})

test('hours are named in words', () => {
  expect(ruleFaults({ ...rules, weekly: [line(3, '09:00', '09:20')] }, 'slot')).toEqual([
    { path: ['weekly', 0, 'to'], hours: '周三 9:00–9:20', says: '比一个时段（30 分钟）还短，排不出时段' },
  ])
})

test('only hours at which the place is never open are pointed out', () => {
  const place = [{ weekday: 1, from: '08:30', to: '12:00' }]
  expect(hoursWhenShut([line(1, '09:00', '11:00'), line(1, '11:00', '13:00')], place)).toEqual([])
  expect(hoursWhenShut([line(1, '02:00', '03:00'), line(7, '09:00', '10:00')], place)).toEqual(['周一 2:00–3:00', '周日 9:00–10:00'])
})
