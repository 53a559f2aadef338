/** Waits for `work` to end, at most `ms`; returns whether it did. A later failure of the work is no longer of interest. */
export async function within(ms: number, work: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<false>((done) => (timer = setTimeout(() => done(false), ms)))
  work.catch(() => undefined)
  return Promise.race([work.then(() => true as const), late]).finally(() => clearTimeout(timer))
}
