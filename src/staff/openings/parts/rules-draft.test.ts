import { someRules } from '../../../testing/venues'
import { openingsOf, weekdaysSay, weeklyOf, weekSays } from './openings'
import { draftOf, rulesOf } from './rules-draft'

test('rules that were only looked at are kept as they were', () => {
  const rules = someRules({ approval: { hours: 4 }, minimum: { people: 4, decideHours: 24 }, limits: { day: 1, week: null, month: 3 } })
  const back = rulesOf(draftOf(rules, 3), 'slot')
  const byDay = (weekly: typeof rules.weekly) => [...weekly].sort((a, b) => a.weekday - b.weekday || (a.from < b.from ? -1 : 1))
  expect(back).toEqual({ ok: true, value: { ...rules, weekly: expect.anything() as unknown } })
  expect(back.ok && byDay(back.value.weekly)).toEqual(byDay(rules.weekly))
})

test('an empty box is not zero, and what is wrong is named by the contract’s path', () => {
  const wrong = rulesOf({ ...draftOf(someRules(), 1), minutes: '', approval: true, approvalHours: '0', limitDay: '99' }, 'slot')
  expect(wrong.ok ? {} : wrong.errors).toEqual({
    minutes: '请填写数字',
    'approval.hours': '不能小于 1',
    'limits.day': '不能大于 50',
  })
})

test('what a form does not ask of a way is not kept for it', () => {
  const rules = someRules({ walkInPercent: 50, approval: { hours: 4 }, minimum: { people: 3, decideHours: 24 } })
  const kept = (way: 'home' | 'walkIn') => rulesOf(draftOf(rules, 1), way)
  expect(kept('home')).toMatchObject({ ok: true, value: { walkInPercent: 0, approval: { hours: 4 }, minimum: null } })
  expect(kept('walkIn')).toMatchObject({ ok: true, value: { approval: null, minimum: null } })
})

test('hours that make no slot, and more people than there are places, are named', () => {
  const short = { weekday: 3, from: '09:00', to: '09:10', capacity: 4, fromDay: null, untilDay: null }
  const wrong = rulesOf(draftOf(someRules({ weekly: [short], minimum: { people: 5, decideHours: 24 } }), 1), 'slot')
  expect(wrong.ok ? {} : wrong.errors).toEqual({
    'weekly.0.to': '周三 9:00–9:10 比一个时段（15 分钟）还短，排不出时段',
    'minimum.people': '周三 9:00–9:10 只有 4 个名额，凑不够这么多人',
  })
})

test('a season that ends before it begins is refused', () => {
  const backwards = { weekday: 3, from: '09:00', to: '11:00', capacity: 4, fromDay: '2026-12-01', untilDay: '2026-11-30' }
  const wrong = rulesOf(draftOf(someRules({ weekly: [backwards] }), 1), 'slot')
  expect(wrong.ok ? {} : wrong.errors).toEqual({ weekly: '有一段开放时间的结束日期早于开始日期' })
})

test('two terms of the same hours are told apart by their dates', () => {
  const term = (fromDay: string | null, untilDay: string | null) =>
    [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: '16:30', to: '18:00', capacity: 4, fromDay, untilDay }))
  expect(weekSays([...term('2026-09-01', '2027-01-15'), ...term('2027-03-01', null)])).toBe(
    '周一至周五 16:30–18:00（9月1日 到 2027年1月15日）、16:30–18:00（2027年3月1日 起）',
  )
  expect(weekSays(term(null, '2026-12-31'))).toBe('周一至周五 16:30–18:00（到 12月31日）')
})

test('weekdays with the same hours are one line, and come apart again as they were', () => {
  const { weekly } = someRules()
  const lines = openingsOf(weekly)
  expect(lines.map(({ weekdays, from }) => [weekdaysSay(weekdays), from])).toEqual([
    ['周一至周五', '08:30'],
    ['周一至周五', '14:00'],
  ])
  expect(weeklyOf(lines)).toHaveLength(weekly.length)
  expect(weekSays(weekly)).toBe('周一至周五 8:30–12:00、14:00–17:00')
})

test.each([
  [[1, 3], '周一、周三'],
  [[6, 7], '周六、周日'],
  [[1, 2, 3, 4, 5, 6, 7], '每天'],
  [[2, 3, 4], '周二至周四'],
  [[1, 2, 4], '周一、周二、周四'],
])('%j is said as %s', (days, words) => {
  expect(weekdaysSay(days)).toBe(words)
})
