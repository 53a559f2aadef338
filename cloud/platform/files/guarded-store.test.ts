import { breaker } from '../process/breaker'
import { guardedStore } from './guarded-store'
import type { FileStore } from './store'

const storeThat = (open: FileStore['open'], put = () => Promise.resolve()): FileStore => ({
  open,
  put,
  remove: () => Promise.resolve(),
  ready: () => Promise.resolve(),
  sweep: () => Promise.resolve(),
})
const refuses = () => Promise.reject(new Error('connection refused'))

test('a store that fails is the typed problem `unavailable`, and soon is not asked any more', async () => {
  const open = jest.fn(refuses)
  const store = guardedStore(storeThat(open), { reads: breaker({ failures: 2, now: () => 0 }) })
  for (let call = 0; call < 4; call += 1) await expect(store.open('a')).rejects.toMatchObject({ code: 'unavailable' })
  expect(open).toHaveBeenCalledTimes(2)
  await expect(store.open('a')).rejects.toMatchObject({ code: 'unavailable', extra: { retryAfter: 10 } })
})

test('a store that cannot be written is still read, and the other way round', async () => {
  const full = guardedStore(
    storeThat(() => Promise.resolve(null), refuses),
    { writes: breaker({ failures: 1, now: () => 0 }) },
  )
  for (let call = 0; call < 2; call += 1) await expect(full.put('a', 'b', 'c')).rejects.toMatchObject({ code: 'unavailable' })
  await expect(full.open('a')).resolves.toBeNull()
  const unreadable = guardedStore(storeThat(refuses), { reads: breaker({ failures: 1, now: () => 0 }) })
  for (let call = 0; call < 2; call += 1) await expect(unreadable.open('a')).rejects.toMatchObject({ code: 'unavailable' })
  await expect(unreadable.put('a', 'b', 'c')).resolves.toBeUndefined()
})

test('callers beyond a number are refused at once instead of waiting behind a slow store', async () => {
  let answer: () => void = () => undefined
  const slow = new Promise<null>((resolve) => (answer = () => resolve(null)))
  const store = guardedStore(
    storeThat(() => slow),
    { most: 2 },
  )
  const waiting = [store.open('a'), store.open('b')]
  await expect(store.open('c')).rejects.toMatchObject({ code: 'unavailable', extra: { retryAfter: 2 } })
  await expect(store.put('a', 'b', 'c')).resolves.toBeUndefined()
  answer()
  expect(await Promise.all(waiting)).toEqual([null, null])
  await expect(store.open('c')).resolves.toBeNull()
})
