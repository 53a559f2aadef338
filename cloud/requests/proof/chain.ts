import * as chain from '@doorstep/contract/requests/chain'
import type { RequestExport } from '@doorstep/contract/requests/views'
import { createHash } from 'node:crypto'

export { breaks, genesis } from '@doorstep/contract/requests/chain'

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

/** Digest of what an event says. */
export const bodyOf = (nonce: string, content: Record<string, unknown>) => chain.bodyOf(sha256, nonce, content)

/** The hash of an event; the next one carries it as `prev`. */
export const hashOf = (event: chain.Linked) => chain.hashOf(sha256, event)

/** Where an exported case is broken; empty when it is whole. */
export const breaksIn = (exported: Pick<RequestExport, 'events' | 'head'>) => chain.breaksIn(sha256, exported)
