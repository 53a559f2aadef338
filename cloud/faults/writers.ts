import { randomUUID } from 'node:crypto'
import type { InsistentClient } from '../testing/http/insistent-client'

/** What the API acknowledged: all of it must exist exactly once after any crash. */
export interface Acknowledged {
  /** Transitions by request id. */
  steps: Map<string, string[]>
  /** Client ids of messages by conversation id. */
  messages: Map<string, string[]>
  /** Ids of uploaded photos that a message shows. */
  files: string[]
  count: number
}

export const nothingYet = (): Acknowledged => ({ steps: new Map(), messages: new Map(), files: [], count: 0 })

const add = (to: Map<string, string[]>, key: string, ...more: string[]) => void to.set(key, [...(to.get(key) ?? []), ...more])

/** Performs one write: a resident files, comments on their requests and writes to their grid; a grid member accepts and answers. */
export type Writer = (acknowledged: Acknowledged) => Promise<void>

interface Person {
  client: InsistentClient
  name: string
}

/** Returns a writer that repeats a cycle: now and then a new request, comments on the last one, messages. */
export function residentWriter({ client, name }: Person, gridCode: string): Writer {
  let turn = 0
  let lastCase: string | null = null
  return async (acknowledged) => {
    turn += 1
    const text = `${name}写的第 ${turn} 条`
    if (turn % 16 === 1) {
      const body = { kind: 'complaint' as const, categoryCode: 'clutter', text }
      const { id, timeline } = await client.send('POST /v1/requests', { body })
      add(acknowledged.steps, id, ...timeline.map(({ did }) => did))
      lastCase = id
    } else if (turn % 4 === 2 && lastCase !== null) {
      await client.send('POST /v1/requests/{id}/comment', { params: { id: lastCase }, body: { text } })
      add(acknowledged.steps, lastCase, 'comment')
    } else {
      const { id } = await client.send('POST /v1/conversations', { body: { gridCode } })
      await writeMessage(client, acknowledged, id, text)
    }
    acknowledged.count += 1
  }
}

/** Returns a writer that accepts requests filed in the grid, and answers conversations when none is left to accept. */
export function memberWriter({ client, name }: Person): Writer {
  let turn = 0
  return async (acknowledged) => {
    turn += 1
    const { rows } = await client.send('GET /v1/staff/inbox')
    const waiting = rows.find(({ kind, stateName }) => kind === 'request' && stateName === '待受理')
    if (waiting !== undefined && turn % 2 === 0) {
      await client.send('POST /v1/requests/{id}/accept', { params: { id: waiting.id }, body: {} })
      add(acknowledged.steps, waiting.id, 'accept')
    } else {
      const conversations = await client.send('GET /v1/conversations', { query: { side: 'team' } })
      const [latest] = conversations.rows
      if (latest !== undefined) await writeMessage(client, acknowledged, latest.id, `${name}答的第 ${turn} 条`)
    }
    acknowledged.count += 1
  }
}

async function writeMessage(client: InsistentClient, { messages }: Acknowledged, conversationId: string, text: string): Promise<void> {
  const clientId = randomUUID()
  const stored = await client.send('POST /v1/conversations/{id}/messages', {
    params: { id: conversationId },
    body: { kind: 'text', clientId, text },
  })
  if (stored.clientId !== clientId) throw new Error(`Message ${clientId} came back as another`)
  add(messages, conversationId, clientId)
}
