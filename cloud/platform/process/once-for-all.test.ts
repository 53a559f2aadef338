import { onceForAll } from './once-for-all'

test('who asks while it runs gets the next answer, together with all others who do', async () => {
  let truth = 0
  let runs = 0
  let goOn = () => {}
  const ask = onceForAll(async () => {
    runs += 1
    const seen = truth
    await new Promise<void>((done) => (goOn = done))
    return seen
  })
  const first = [ask(), ask()]
  await new Promise(setImmediate)
  truth = 1
  const second = [ask(), ask(), ask()]
  goOn()
  expect(await Promise.all(first)).toEqual([0, 0])
  await new Promise(setImmediate)
  goOn()
  expect(await Promise.all(second)).toEqual([1, 1, 1])
  expect(runs).toBe(2)
})

test('a fault is that of those who asked for it, and the next run is made all the same', async () => {
  let fails = true
  const ask = onceForAll(() => (fails ? Promise.reject(new Error('away')) : Promise.resolve('here')))
  await expect(Promise.all([ask(), ask()])).rejects.toThrow('away')
  fails = false
  expect(await ask()).toBe('here')
})
