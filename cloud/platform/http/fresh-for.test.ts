import { freshFor } from './fresh-for'

let now = 1000
beforeEach(() => {
  jest.spyOn(performance, 'now').mockImplementation(() => now)
})
afterEach(() => {
  jest.restoreAllMocks()
})

test('calls at the same time, and soon after, share one piece of work; later it is done again', async () => {
  let done = 0
  const read = freshFor(50, () => Promise.resolve((done += 1)))
  expect(await Promise.all([read(), read(), read()])).toEqual([1, 1, 1])
  expect(await read()).toBe(1)
  now += 60
  expect(await read()).toBe(2)
})

test('a failure is shared, and forgotten like a result', async () => {
  let done = 0
  const read = freshFor(50, () => ((done += 1) === 1 ? Promise.reject(new Error('first')) : Promise.resolve(done)))
  await expect(read()).rejects.toThrow('first')
  await expect(read()).rejects.toThrow('first')
  now += 60
  expect(await read()).toBe(2)
})
