import { breaker } from '../process/breaker'
import { guardedStore } from './guarded-store'
import type { FileStore } from './store'

const storeThat = (open: FileStore['open']): FileStore => ({
  open,
  put: () => Promise.resolve(),
  remove: () => Promise.resolve(),
  ready: () => Promise.resolve(),
})

test('a store that fails is the typed problem `unavailable`, and soon is not asked any more', async () => {
  const open = jest.fn(() => Promise.reject(new Error('connection refused')))
  const store = guardedStore(storeThat(open), breaker({ failures: 2, now: () => 0 }))
  for (let call = 0; call < 4; call += 1) await expect(store.open('a')).rejects.toMatchObject({ code: 'unavailable' })
  expect(open).toHaveBeenCalledTimes(2)
  await expect(store.put('a', 'b', 'c')).rejects.toMatchObject({ code: 'unavailable', extra: { retryAfter: 10 } })
})

test('callers beyond a number are refused at once instead of waiting behind a slow store', async () => {
  let answer: () => void = () => undefined
  const slow = new Promise<null>((resolve) => (answer = () => resolve(null)))
  const store = guardedStore(
    storeThat(() => slow),
    breaker(),
    2,
  )
  const waiting = [store.open('a'), store.open('b')]
  await expect(store.open('c')).rejects.toMatchObject({ code: 'unavailable', extra: { retryAfter: 2 } })
  answer()
  expect(await Promise.all(waiting)).toEqual([null, null])
  await expect(store.open('c')).resolves.toBeNull()
})
