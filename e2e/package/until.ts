const step = 10

/** Waits until it holds, asking every 10 ms; fails with `what` after `patience` milliseconds. */
export async function until(holds: () => boolean, what: string, patience = 10_000) {
  const deadline = Date.now() + patience
  while (!holds()) {
    if (Date.now() > deadline) throw new Error(`Waited ${patience} ms for ${what}`)
    await new Promise((resume) => setTimeout(resume, step))
  }
}

/** How many looks in a row must find nothing new: each lets every timer of the page that is due run first. */
const looks = 8

/** Waits until a page has drawn at least once, nothing is asked for and nothing more is drawn. Turns are counted, not time: a busy machine is not a quiet page. */
export function quiet(drawn: () => number, pending: () => number, what: string) {
  let [before, still] = [drawn(), 0]
  return until(() => {
    still = pending() === 0 && drawn() === before ? still + 1 : 0
    before = drawn()
    return before > 0 && still > looks
  }, what)
}
