import { randomUUID } from 'node:crypto'
import * as v from 'valibot'
import { ask, json, lanes, type Flood, type Target } from './neighbour-calls'

/** Returns as many characters as a field takes, of which no two texts have the same. */
const words = (length: number, first: number) =>
  String.fromCharCode(...Array.from({ length }, (_, at) => 0x4e00 + ((first * 101 + at * 7919) % 20_000)))

/** Requests filed before others are compared with them: as many as one account may file in a day. */
const filed = 30

const matter = (at: number) => ({ kind: 'help', categoryCode: 'light', text: words(2000, at) })
const post = (target: Target, path: string, body: object) =>
  ask(target, { method: 'POST', path, headers: json, body: JSON.stringify(body) })

/** Begins a conversation with the grid's team; returns its id. */
async function conversationOf({ url, token, gridCode }: Target): Promise<string> {
  const headers = { ...json, authorization: `Bearer ${token}`, 'idempotency-key': randomUUID() }
  const answer = await fetch(`${url}/v1/conversations`, { method: 'POST', headers, body: JSON.stringify({ gridCode }) })
  return v.parse(v.object({ id: v.string() }), await answer.json()).id
}

/** Work on the words that somebody sends: as many as a field takes, the worst for what looks through them. */
export const wordFloods: readonly Flood[] = [
  {
    name: 'ten callers of /v1/similar-requests, beside thirty requests of the longest words',
    run: async (target) => {
      for (let at = 0; at < filed; at += 1) await post(target, '/v1/requests', matter(at))
      await lanes(target, 10, (at) => post(target, '/v1/similar-requests', matter(at)))
    },
  },
  {
    name: '16 callers of /v1/category-suggestions with the longest words',
    run: (target) => lanes(target, 16, (at) => post(target, '/v1/category-suggestions', { text: `老人${words(1990, at)}` })),
  },
  {
    name: 'eight senders of messages that are nearly nothing but thanks',
    run: async (target) => {
      const path = `/v1/conversations/${await conversationOf(target)}/messages`
      const text = `${'好的'.repeat(499)}甲`
      await lanes(target, 8, () => post(target, path, { clientId: randomUUID(), kind: 'text', text }))
    },
  },
]
