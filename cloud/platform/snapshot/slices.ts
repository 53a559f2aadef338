import { setImmediate } from 'node:timers/promises'

/** Items that are worked on before everybody else has a turn. */
const itemsAtOnce = 50

/** Does `work` with each item, and lets other calls run in between: nothing that is long may hold the event loop. */
export async function inSlices<T>(items: readonly T[], work: (item: T) => void): Promise<void> {
  for (let from = 0; from < items.length; from += itemsAtOnce) {
    if (from > 0) await setImmediate()
    for (const item of items.slice(from, from + itemsAtOnce)) work(item)
  }
}
