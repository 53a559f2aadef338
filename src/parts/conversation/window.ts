import type { Message } from '@doorstep/contract/messages'
import { useState } from 'react'

/** Number of messages rendered at first, and added by each look back. WeChat limits a page to 1000 nodes. */
const step = 40
const most = 120

export interface Window {
  shown: readonly Message[]
  /** Whether older messages are held that are not rendered. */
  hidden: boolean
  /** Whether newer messages are held that are not rendered, because the user has scrolled far back. */
  behind: boolean
  /** Renders more of the older messages among `rows`. */
  older: (rows: readonly Message[]) => void
  newest: () => void
}

/**
 * Returns the range of a conversation that is rendered. It begins at a fixed message, so a new one is appended and nothing rendered is
 * transferred again; it moves only when the user looks back or when it has grown too long.
 */
export function useWindow(rows: readonly Message[]): Window {
  const [range, setRange] = useState<{ from: number; to: number | undefined }>()
  const first = rows[Math.max(0, rows.length - step)]?.seq
  if (range === undefined && first !== undefined) setRange({ from: first, to: undefined })
  const { from, to } = range ?? { from: first ?? 0, to: undefined }
  const shown = rows.filter(({ seq }) => seq >= from && (to === undefined || seq <= to))
  if (to === undefined && shown.length > most + step && first !== undefined) setRange({ from: first, to: undefined })

  const older = (all: readonly Message[]) => {
    const begins = all.findIndex(({ seq }) => seq >= from)
    const next = all.slice(Math.max(0, begins - step))
    const last = next[most - 1]
    setRange({ from: next[0]?.seq ?? from, to: next.length > most ? last?.seq : undefined })
  }
  return {
    shown,
    hidden: (rows[0]?.seq ?? from) < from,
    behind: to !== undefined,
    older,
    newest: () => setRange(first === undefined ? undefined : { from: first, to: undefined }),
  }
}
