import type { Message } from '@doorstep/contract/messages'
import { hourMs } from '@doorstep/contract/time-words'
import type { Waiting } from '../../platform/sending/outbox-queue'

/** How long after a message what it told of counts as going on. */
const goesOn = 2 * hourMs

interface Told {
  rows: readonly Message[]
  waiting: readonly Waiting[]
  typed: string
  now: number
}

/** Returns what the reader of the conversation wrote in the last hours, and is writing now, the newest first. */
export function lately({ rows, waiting, typed, now }: Told): string {
  const sent = rows
    .filter(({ from, kind, at }) => from === 'me' && kind === 'text' && now - Date.parse(at) < goesOn)
    .map(({ text }) => text)
  const unsent = waiting.flatMap(({ message }) => (message.kind === 'text' ? [message.text] : []))
  return [...sent, ...unsent, typed].reverse().join('\n')
}
