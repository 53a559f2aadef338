const patience = 10_000

/** Waits until the condition holds, polling every `step` milliseconds; fails with `what` when that takes too long. */
export async function until(holds: () => boolean, what: string, step = 10) {
  const deadline = Date.now() + patience
  while (!holds()) {
    if (Date.now() > deadline) throw new Error(`Waited ${patience} ms for ${what}`)
    await new Promise((resume) => setTimeout(resume, step))
  }
}

/** Number of checks in a row that must find nothing new: each lets every due timer of the page run first. */
const looks = 8

/**
 * Waits until a page has rendered at least once, no request is pending and nothing more is rendered. Turns are counted, not time, because
 * the machine may be busy; where `pending` counts the page's timers, too, short ones do.
 */
export function quiet(drawn: () => number, pending: () => number, what: string, step = 10) {
  let [before, still] = [drawn(), 0]
  return until(
    () => {
      still = pending() === 0 && drawn() === before ? still + 1 : 0
      before = drawn()
      return before > 0 && still > looks
    },
    what,
    step,
  )
}
