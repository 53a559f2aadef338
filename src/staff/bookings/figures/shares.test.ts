import { someFigures } from '../../../testing/venues'
import { percentSays, stretchesOf } from './shares'

test('a share of nothing is not zero percent', () => {
  expect(percentSays({ of: 0, count: 0 })).toBe('没有数')
  expect(percentSays({ of: 3, count: 2 })).toBe('67%')
})

test('a month is drawn day by day, three months by weeks from Monday, and nothing is lost', () => {
  const month = someFigures(30).days
  expect(stretchesOf(month)).toHaveLength(30)
  const long = someFigures(90).days
  const weeks = stretchesOf(long)
  // 23 November 2026 is a Monday: the last week has one day.
  expect(weeks.at(-1)).toMatchObject({ from: '2026-11-23', until: '2026-11-23', label: '11/23' })
  expect(weeks.at(-2)).toMatchObject({ from: '2026-11-16', until: '2026-11-22', label: '11/16–11/22' })
  const total = (rows: { booked: number }[]) => rows.reduce((sum, { booked }) => sum + booked, 0)
  expect(total(weeks)).toBe(total(long))
})
