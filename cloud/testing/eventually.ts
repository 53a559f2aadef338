import { setTimeout as wait } from 'node:timers/promises'

/** Calls `ask` repeatedly until it returns something; after `seconds`, throws an error that names `what`. */
export async function eventually<T>(what: string, seconds: number, ask: () => Promise<T | null | false> | T | null | false): Promise<T> {
  const deadline = performance.now() + seconds * 1000
  for (;;) {
    const answer = await ask()
    if (answer !== null && answer !== false) return answer
    if (performance.now() > deadline) throw new Error(`Waited ${seconds} s in vain: ${what}`)
    await wait(20)
  }
}
