/** Waits until it holds, asking every 10 ms; fails with `what` after `patience` milliseconds. */
export async function until(holds: () => boolean, what: string, patience = 10_000) {
  const deadline = Date.now() + patience
  while (!holds()) {
    if (Date.now() > deadline) throw new Error(`Waited ${patience} ms for ${what}`)
    await new Promise((resume) => setTimeout(resume, 10))
  }
}
