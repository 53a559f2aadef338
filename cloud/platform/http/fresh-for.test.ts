import { freshFor } from './fresh-for'

test('calls at the same time, and soon after, share one piece of work; later it is done again', async () => {
  let done = 0
  const read = freshFor(50, () => Promise.resolve((done += 1)))
  expect(await Promise.all([read(), read(), read()])).toEqual([1, 1, 1])
  expect(await read()).toBe(1)
  await new Promise((resolve) => setTimeout(resolve, 60))
  expect(await read()).toBe(2)
})

test('a failure is shared, and forgotten like a result', async () => {
  let done = 0
  const read = freshFor(50, () => ((done += 1) === 1 ? Promise.reject(new Error('first')) : Promise.resolve(done)))
  await expect(read()).rejects.toThrow('first')
  await expect(read()).rejects.toThrow('first')
  await new Promise((resolve) => setTimeout(resolve, 60))
  expect(await read()).toBe(2)
})
