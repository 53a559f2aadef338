import { queryClient } from './query'
import { onSession } from './session'
import { asList, asRecord, stored } from '../device/storage'

/** The stored values of the last successful reads, so that a page without network shows what was seen last. */
interface Kept {
  key: readonly unknown[]
  data: unknown
  at: number
}

const most = 40
const mostLetters = 300_000
const writeAfter = 800

const isKept = (raw: unknown): raw is Kept => {
  const kept = asRecord(raw)
  return kept !== undefined && Array.isArray(kept.key) && typeof kept.at === 'number' && kept.data !== undefined
}
/** Values stored by another version may have another shape: they are ignored. */
const cache = stored('cache.reads', (raw) => {
  const kept = asRecord(raw)
  return kept?.version === APP_VERSION ? { version: APP_VERSION, reads: asList(kept.reads)?.filter(isKept) ?? [] } : undefined
})

/** Returns only the first page of a list. */
const firstPage = (data: unknown) => {
  const pages = asRecord(data)
  const list = asList(pages?.pages)
  const params = asList(pages?.pageParams)
  return list && params ? { pages: list.slice(0, 1), pageParams: params.slice(0, 1) } : data
}

/** Writes the newest successful reads to the device, as many as fit. */
export function keepReads() {
  let letters = 0
  const kept = queryClient
    .getQueryCache()
    .getAll()
    .filter(({ state }) => state.data !== undefined)
    .map(({ queryKey, state }): Kept => ({ key: queryKey, data: firstPage(state.data), at: state.dataUpdatedAt }))
    .sort((a, b) => b.at - a.at)
    .slice(0, most)
    .filter((one) => (letters += JSON.stringify(one.data).length) < mostLetters)
  cache.set({ version: APP_VERSION, reads: kept })
}

/** Restores the stored reads and keeps them current; called once, at launch. */
export function restoreReads() {
  for (const { key, data, at } of cache.get()?.reads ?? []) queryClient.setQueryData(key, data, { updatedAt: at })
  let timer: ReturnType<typeof setTimeout> | undefined
  queryClient.getQueryCache().subscribe((event) => {
    if (event.type !== 'updated' || event.action.type !== 'success' || timer) return
    timer = setTimeout(() => {
      timer = undefined
      keepReads()
    }, writeAfter)
  })
  onSession((me) => {
    // Reads of one account must not be shown to the next.
    if (me) void queryClient.invalidateQueries()
    else queryClient.clear()
  })
}
