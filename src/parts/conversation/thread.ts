import type { Message } from '@doorstep/contract/messages'

/** What this device holds of one conversation. */
export interface Thread {
  /** By seq, oldest first, without duplicates. */
  rows: readonly Message[]
  /** Every message from the first row to this seq is held; catching up continues from here. */
  upTo: number
  /** Whether nothing older exists. */
  atStart: boolean
}

const bySeq = (a: Message, b: Message) => a.seq - b.seq

/** Merges two lists; of two messages with the same seq the newer answer wins, because its links have not expired. */
function joined(had: readonly Message[], came: readonly Message[]) {
  const all = new Map(had.map((row) => [row.seq, row]))
  for (const row of came) all.set(row.seq, row)
  return [...all.values()].sort(bySeq)
}

// A conversation's seqs begin at 1 and have no gaps.
const isStart = (rows: readonly Message[]) => (rows[0]?.seq ?? 1) <= 1

/**
 * Returns the thread after its last page was read. Earlier rows are kept if the page reaches them; otherwise they are dropped and read
 * again on demand.
 */
export function opened(thread: Thread | undefined, page: readonly Message[]): Thread {
  const first = page[0]
  const reaches = thread && (!first || first.seq <= thread.upTo + 1)
  const rows = reaches ? joined(thread.rows, page) : [...page]
  return { rows, upTo: Math.max(page[page.length - 1]?.seq ?? 0, reaches ? thread.upTo : 0), atStart: isStart(rows) }
}

/** Returns the thread with the messages after `upTo` added. */
export const caughtUp = (thread: Thread, page: readonly Message[]): Thread =>
  page.length === 0 ? thread : { ...thread, rows: joined(thread.rows, page), upTo: Math.max(thread.upTo, page[page.length - 1]?.seq ?? 0) }

/**
 * Returns the thread with one message added that came as the answer to sending it. Others may lie before it, so `upTo` stays and catching
 * up reads them.
 */
export const arrived = (thread: Thread, message: Message): Thread => ({
  ...thread,
  rows: joined(thread.rows, [message]),
  upTo: message.seq === thread.upTo + 1 ? message.seq : thread.upTo,
})

/** Returns the thread with a page of older messages added. */
export function lookedBack(thread: Thread, page: readonly Message[]): Thread {
  const rows = joined(thread.rows, page)
  return { ...thread, rows, atStart: page.length === 0 || isStart(rows) }
}
