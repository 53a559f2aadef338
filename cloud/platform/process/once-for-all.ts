/**
 * Returns `work` done once for all who ask before it begins, one run at a time: who asks while it runs gets the next one's answer, so that
 * nobody is answered with what was true before they asked.
 */
export function onceForAll<T>(work: () => Promise<T>): () => Promise<T> {
  let running: Promise<unknown> = Promise.resolve()
  let next: Promise<T> | null = null
  const begin = (): Promise<T> => {
    next = null
    const done = work()
    running = done.catch(() => undefined)
    return done
  }
  return () => (next ??= running.then(begin))
}
