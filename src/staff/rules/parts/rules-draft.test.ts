import { someRules } from '../../../testing/venues'
import { openingsOf, weekdaysSay, weeklyOf, weekSays } from './openings'
import { draftOf, rulesOf } from './rules-draft'

test('rules that were only looked at are kept as they were', () => {
  const rules = someRules({ approval: { hours: 4 }, minimum: { people: 6, decideHours: 24 }, limits: { day: 1, week: null, month: 3 } })
  const back = rulesOf(draftOf(rules, 3))
  const byDay = (weekly: typeof rules.weekly) => [...weekly].sort((a, b) => a.weekday - b.weekday || (a.from < b.from ? -1 : 1))
  expect(back).toEqual({ ok: true, value: { ...rules, weekly: expect.anything() as unknown } })
  expect(back.ok && byDay(back.value.weekly)).toEqual(byDay(rules.weekly))
})

test('an empty box is not zero, and what is wrong is named by the contract’s path', () => {
  const wrong = rulesOf({ ...draftOf(someRules(), 1), minutes: '', approval: true, approvalHours: '0', limitDay: '99' })
  expect(wrong.ok ? {} : wrong.errors).toEqual({
    minutes: '请填写数字',
    'approval.hours': '不能小于 1',
    'limits.day': '不能大于 50',
  })
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
