import { slowLanes } from './slow-lanes'

const held = () => {
  let release: () => void = () => undefined
  const until = new Promise<void>((resolve) => (release = resolve))
  return { until, release: () => release() }
}

test('an address whose lane is full keeps no other address waiting', async () => {
  const lanes = slowLanes({ each: 2, all: 100 })
  const { until, release } = held()
  const crowd = [1, 2, 3].map(() => lanes('one', () => until))
  await expect(lanes('one', () => until)).rejects.toMatchObject({ code: 'tooMany', extra: { retryAfter: 5 } })
  await expect(lanes('another', () => Promise.resolve('served'))).resolves.toBe('served')
  release()
  await Promise.all(crowd)
  await expect(lanes('one', () => Promise.resolve('served'))).resolves.toBe('served')
})

test('requests of one address run one after another, also after one that failed', async () => {
  const lanes = slowLanes()
  const seen: string[] = []
  const runs = ['a', 'b', 'c'].map((name) =>
    lanes('one', async () => {
      seen.push(`${name} begins`)
      await Promise.resolve()
      seen.push(`${name} ends`)
      if (name === 'a') throw new Error('a fails')
    }).catch(() => undefined),
  )
  await Promise.all(runs)
  expect(seen).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends'])
})

test('many addresses together have no more waiting than all may', async () => {
  const lanes = slowLanes({ each: 50, all: 2 })
  const { until, release } = held()
  const crowd = ['1', '2', '3'].map((address) => lanes(address, () => until))
  await expect(lanes('4', () => until)).rejects.toMatchObject({ code: 'tooMany' })
  release()
  await Promise.all(crowd)
  await expect(lanes('4', () => Promise.resolve('served'))).resolves.toBe('served')
})
