import { concurrencyLimit } from './execute'

const settled = () => new Promise((resolve) => setImmediate(resolve))

/** Returns work that ends when the test says so. */
function work() {
  let begun = false
  let end: (value: string) => void = () => undefined
  const run = () =>
    new Promise<string>((resolve) => {
      begun = true
      end = resolve
    })
  return { run, hasBegun: () => begun, end: (value: string) => end(value) }
}

test('no more calls work at once than there are connections; the next begins when one ends, in order', async () => {
  const turns = concurrencyLimit(2)
  const jobs = [work(), work(), work(), work()]
  const answers = jobs.map((job) => turns(job.run))
  await settled()
  expect(jobs.map((job) => job.hasBegun())).toEqual([true, true, false, false])
  jobs[1]?.end('second')
  await expect(answers[1]).resolves.toBe('second')
  await settled()
  expect(jobs.map((job) => job.hasBegun())).toEqual([true, true, true, false])
})

test('a call that fails gives its turn on', async () => {
  const turns = concurrencyLimit(1)
  await expect(turns(() => Promise.reject(new Error('no')))).rejects.toThrow('no')
  await expect(turns(() => Promise.resolve('next'))).resolves.toBe('next')
})

test('when the line is too long a call is refused at once instead of waiting in vain', async () => {
  const turns = concurrencyLimit(1)
  const begins = () => void turns(() => new Promise(() => undefined))
  begins()
  await settled()
  for (let waiting = 0; waiting < 100; waiting += 1) begins()
  await expect(turns(() => Promise.resolve('late'))).rejects.toMatchObject({ code: 'unavailable' })
})
