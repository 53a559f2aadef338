import { fewestCounted } from '@doorstep/contract/rules'
import { estimate, median } from './estimate'

const tenMinutes = Array.from({ length: fewestCounted }, () => 600)
const open = { windows: 1, closed: null }

test('is the median time of those before, as a range in steps of 5 minutes', () => {
  expect(estimate(3, { ...open, seconds: tenMinutes })).toEqual({ from: 20, to: 45, says: '约 20–45 分钟' })
})

test('one long case changes nothing', () => {
  expect(estimate(3, { ...open, seconds: [...tenMinutes.slice(1), 7200] }).says).toBe('约 20–45 分钟')
})

test('two windows halve it', () => {
  expect(estimate(4, { ...open, windows: 2, seconds: tenMinutes })).toEqual({ from: 10, to: 30, says: '约 10–30 分钟' })
})

test('says that nothing can be said when too few were served, or nobody calls, and when the place opens', () => {
  expect(estimate(3, { ...open, seconds: tenMinutes.slice(1) })).toMatchObject({
    from: null,
    says: expect.stringContaining('说不准') as string,
  })
  expect(estimate(3, { windows: 0, closed: null, seconds: tenMinutes })).toMatchObject({
    from: null,
    says: expect.stringContaining('没有窗口') as string,
  })
  expect(estimate(3, { windows: 0, closed: '明天 8:30 开门', seconds: tenMinutes }).says).toBe('现在不开门，明天 8:30 开门')
})

test('promises no exact minute to whoever is next or nearly', () => {
  expect(estimate(0, { ...open, seconds: tenMinutes }).says).toBe('下一个就是')
  expect(estimate(1, { ...open, seconds: tenMinutes.map(() => 60) }).says).toBe('5 分钟以内')
})

test('a median of an even count is the mean of the two in the middle', () => {
  expect([median([3, 1]), median([5, 1, 3]), median([])]).toEqual([2, 3, 0])
})
