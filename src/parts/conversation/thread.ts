import type { Message } from '@doorstep/contract/messages'

/** What this device holds of one conversation. */
export interface Thread {
  /** By seq, oldest first, each once. */
  rows: readonly Message[]
  /** Every message from the first row to this seq is here: where catching up goes on. */
  upTo: number
  /** Nothing older exists. */
  atStart: boolean
}

const bySeq = (a: Message, b: Message) => a.seq - b.seq

/** Both lists as one; of two with the same seq the newer answer counts: its links have not expired. */
function joined(had: readonly Message[], came: readonly Message[]) {
  const all = new Map(had.map((row) => [row.seq, row]))
  for (const row of came) all.set(row.seq, row)
  return [...all.values()].sort(bySeq)
}

// A conversation's seqs begin at 1 and have no holes.
const isStart = (rows: readonly Message[]) => (rows[0]?.seq ?? 1) <= 1

/** The last page came. What was here before stays when the page reaches it; otherwise it is let go, to be read again on demand. */
export function opened(thread: Thread | undefined, page: readonly Message[]): Thread {
  const first = page[0]
  const reaches = thread && (!first || first.seq <= thread.upTo + 1)
  const rows = reaches ? joined(thread.rows, page) : [...page]
  return { rows, upTo: Math.max(page[page.length - 1]?.seq ?? 0, reaches ? thread.upTo : 0), atStart: isStart(rows) }
}

/** Messages after `upTo` came. */
export const caughtUp = (thread: Thread, page: readonly Message[]): Thread =>
  page.length === 0 ? thread : { ...thread, rows: joined(thread.rows, page), upTo: Math.max(thread.upTo, page[page.length - 1]?.seq ?? 0) }

/** One message came by itself, as the answer to sending it. Others may lie before it: then `upTo` stays, and catching up brings them. */
export const arrived = (thread: Thread, message: Message): Thread => ({
  ...thread,
  rows: joined(thread.rows, [message]),
  upTo: message.seq === thread.upTo + 1 ? message.seq : thread.upTo,
})

/** A page before the first row came. */
export function lookedBack(thread: Thread, page: readonly Message[]): Thread {
  const rows = joined(thread.rows, page)
  return { ...thread, rows, atStart: page.length === 0 || isStart(rows) }
}
