import '../../testing/show'
import { queryClient } from './query'
import { keepReads, restoreReads } from './read-cache'
import { stored } from '../device/storage'

const key = ['GET /v1/templates', {}]
const kept = stored<unknown>('cache.reads', (raw) => raw)

test('what was read last is there at the next launch', () => {
  queryClient.setQueryData(key, { rows: [] })
  keepReads()
  queryClient.clear()
  restoreReads()
  expect(queryClient.getQueryData(key)).toEqual({ rows: [] })
})

test('answers kept by another version of the app, which may have another shape, are not shown', () => {
  kept.set({ version: 'older', reads: [{ key, data: { lines: [] }, at: 1 }] })
  restoreReads()
  expect(queryClient.getQueryData(key)).toBeUndefined()
  kept.set([{ key, data: { lines: [] }, at: 1 }])
  restoreReads()
  expect(queryClient.getQueryData(key)).toBeUndefined()
})
