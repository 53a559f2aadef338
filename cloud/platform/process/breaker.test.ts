import { breaker, Resting } from './breaker'

const fails = () => Promise.reject(new Error('no answer'))
const answers = () => Promise.resolve('here')

test('after failures in a row a service is not called for a while, then one call tries it', async () => {
  let time = 0
  const through = breaker({ failures: 2, restMs: 1000, now: () => time })
  await expect(through(fails)).rejects.toThrow('no answer')
  await expect(through(fails)).rejects.toThrow('no answer')
  const called = jest.fn(answers)
  await expect(through(called)).rejects.toEqual(new Resting(1))
  expect(called).not.toHaveBeenCalled()
  time = 1000
  let answer: (value: string) => void = () => undefined
  const trial = through(() => new Promise<string>((resolve) => (answer = resolve)))
  await expect(through(called)).rejects.toBeInstanceOf(Resting)
  answer('back')
  await expect(trial).resolves.toBe('back')
  await expect(through(called)).resolves.toBe('here')
})

test('a trial that fails lets the service rest again', async () => {
  let time = 0
  const through = breaker({ failures: 1, restMs: 1000, now: () => time })
  await expect(through(fails)).rejects.toThrow('no answer')
  time = 1000
  await expect(through(fails)).rejects.toThrow('no answer')
  await expect(through(answers)).rejects.toBeInstanceOf(Resting)
  time = 2000
  await expect(through(answers)).resolves.toBe('here')
})
