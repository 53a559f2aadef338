/**
 * Returns a read that works at most once in `ms`: calls in between, and those that come while it works, share its result. A failure is
 * shared alike, so that what fails slowly is not asked again by everybody.
 */
export function freshFor<T>(ms: number, work: () => Promise<T>): () => Promise<T> {
  let latest: { at: number; result: Promise<T> } | null = null
  return () => {
    if (latest !== null && performance.now() - latest.at < ms) return latest.result
    const mine = { at: Infinity, result: work() }
    latest = mine
    const settle = () => {
      mine.at = performance.now()
    }
    mine.result.then(settle, settle)
    return mine.result
  }
}
