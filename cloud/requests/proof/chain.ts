import * as chain from '@doorstep/contract/requests/chain'
import type { RequestExport } from '@doorstep/contract/requests/views'
import { createHash } from 'node:crypto'

export { breaks, genesis } from '@doorstep/contract/requests/chain'

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

/** Returns the digest of an event's content. */
export const bodyOf = (nonce: string, content: Record<string, unknown>) => chain.bodyOf(sha256, nonce, content)

/** Returns the hash of an event, which the next one contains as `prev`. */
export const hashOf = (event: chain.Linked) => chain.hashOf(sha256, event)

/** Returns where an exported request's chain is broken; empty when it is intact. */
export const breaksIn = (exported: Pick<RequestExport, 'events' | 'head'>) => chain.breaksIn(sha256, exported)
