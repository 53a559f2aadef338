import { inSlices } from './slices'

test('everybody else has a turn after at most fifty items, however many there are', async () => {
  let since = 0
  let longest = 0
  let goesOn = true
  const turn = () => {
    longest = Math.max(longest, since)
    since = 0
    if (goesOn) setImmediate(turn)
  }
  setImmediate(turn)
  const worked: number[] = []
  await inSlices(
    Array.from({ length: 6000 }, (_, i) => i),
    (item) => {
      worked.push(item)
      since += 1
    },
  )
  goesOn = false
  expect(worked).toEqual(Array.from({ length: 6000 }, (_, i) => i))
  expect(longest).toBeLessThanOrEqual(50)
  expect(longest).toBeGreaterThan(0)
})
