import { messagesPerCase } from '@doorstep/contract/rules'
import type { Message } from '@doorstep/contract/messages'
import { useState } from 'react'

const longest = 2000

export interface Choosing {
  /** Undefined while no messages are being chosen. */
  seqs: readonly number[] | undefined
  full: boolean
  begin: () => void
  end: () => void
  toggle: (seq: number) => void
}

/** Holds the state of choosing messages to make a request of. */
export function useChoosing(): Choosing {
  const [seqs, setSeqs] = useState<readonly number[]>()
  return {
    seqs,
    full: (seqs?.length ?? 0) >= messagesPerCase,
    begin: () => setSeqs([]),
    end: () => setSeqs(undefined),
    toggle: (seq) =>
      setSeqs((now = []) => {
        if (now.includes(seq)) return now.filter((one) => one !== seq)
        return now.length < messagesPerCase ? [...now, seq].sort((a, b) => a - b) : now
      }),
  }
}

/** Returns whether a message was written by a person; system lines and proposals are not quoted. */
export const quotable = ({ kind }: Message) => kind === 'text' || kind === 'photo' || kind === 'voice'

/** Returns the text of the chosen messages for the request; photos and voice notes are attached separately. */
export const textOf = (rows: readonly Message[], seqs: readonly number[]) =>
  rows
    .filter(({ seq, kind }) => kind === 'text' && seqs.includes(seq))
    .map(({ text }) => text)
    .join('\n')
    .slice(0, longest)
