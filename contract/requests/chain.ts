import type { RequestExport } from './views'

/**
 * The hash chain of a request's timeline, shared by both sides: the server writes it, the resident's phone and `npm run verify` check it.
 * Each side passes in its own sha256 (UTF-8 text in, hex out).
 */
export type Sha256 = (text: string) => string

/** The fields of an event that its hash covers, besides the previous hash. Changing any of them breaks the chain from there on. */
export interface Linked {
  request: string
  seq: number
  did: string
  state: string
  at: string
  by: string
  /** Digest of the content; see `bodyOf`. */
  body: string
  /** sha256 of each attached file. */
  files: readonly string[]
  prev: string
}

/** The `prev` of the first event of every request. */
export const genesis = '0'.repeat(64)

/** Returns JSON with sorted keys and without undefined ones, so that equal values always give the same bytes. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item ?? null)).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const entries = Object.entries(value)
    .filter(([, held]) => held !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, held]) => `${JSON.stringify(key)}:${canonical(held)}`).join(',')}}`
}

/** Returns the digest of an event's content. The random nonce keeps short texts from being guessed once they are erased. */
export const bodyOf = (sha256: Sha256, nonce: string, content: Record<string, unknown>): string => sha256(nonce + canonical(content))

export const hashOf = (sha256: Sha256, { request, seq, did, state, at, by, body, files, prev }: Linked): string =>
  sha256(canonical({ request, seq, did, state, at, by, body, files, prev }))

/** Where and how a chain is broken. */
export interface Break {
  seq: number
  how: keyof typeof breaks
}

/** Every way a chain can be broken, in words. */
export const breaks = {
  order: '次序不对，前面可能少了记录',
  case: '不是这一件的记录',
  link: '和前一条接不上',
  changed: '写下以后被改过',
  halfErased: '只删了一半',
  words: '文字和当时写的不一样',
  none: '没有任何记录',
  cut: '后面少了记录',
} as const

/** Verifies an exported request without the server: every link, every text that is not erased, and the head. Empty when it is intact. */
export function breaksIn(sha256: Sha256, { events, head }: Pick<RequestExport, 'events' | 'head'>): Break[] {
  const broken: Break[] = []
  let prev = genesis
  const [first] = events
  events.forEach((event, i) => {
    const say = (how: Break['how']) => broken.push({ seq: event.seq, how })
    if (event.seq !== i + 1) say('order')
    if (event.request !== first?.request) say('case')
    if (event.prev !== prev) say('link')
    if (event.hash !== hashOf(sha256, event)) say('changed')
    if ((event.content === null) !== (event.nonce === null)) say('halfErased')
    if (event.content !== null && event.nonce !== null && event.body !== bodyOf(sha256, event.nonce, event.content)) say('words')
    prev = event.hash
  })
  if (events.length === 0) broken.push({ seq: 0, how: 'none' })
  else if (prev !== head) broken.push({ seq: events.length, how: 'cut' })
  return broken
}
