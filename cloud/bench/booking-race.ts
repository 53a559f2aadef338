import { randomUUID } from 'node:crypto'
import { Agent, request } from 'node:http'
import { Problem } from '@doorstep/contract/problems'
import * as v from 'valibot'
import type { SignedIn } from '../testing/people/signed-in'
import { together, type Timed } from './booking-figures'

interface Answer {
  status: number
  body: unknown
}

const agent = new Agent({ keepAlive: true, maxSockets: Infinity })

function post(url: string, path: string, token: string, body: object): Promise<Answer> {
  const text = JSON.stringify(body)
  const headers = {
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
    'idempotency-key': randomUUID(),
  }
  return new Promise((done, failed) => {
    const sent = request(`${url}${path}`, { method: 'POST', agent, headers }, (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => parts.push(part))
      answer.on('error', failed)
      answer.on('end', () => {
        const read = Buffer.concat(parts).toString('utf8')
        done({ status: answer.statusCode ?? 0, body: read === '' ? null : JSON.parse(read) })
      })
    })
    sent.on('error', failed)
    sent.end(text)
  })
}

/** What is read of a hold; an older version, raced beside this one, answers less than this one's contract. */
const Held = v.object({ id: v.string() })

export interface Raced extends Timed {
  booked: number
  /** Number of expected refusals: the slot is full, and the caller may join the waiting list. */
  full: number
}

/** One attempt to book a seat: who, and which slot. */
export interface Try {
  who: SignedIn
  slotId: string
}

/**
 * Makes everyone hold a seat and book it, every second person through the other process. Throws on any answer other than “booked” or “full,
 * waiting list open”.
 */
export async function race(urls: readonly string[], tries: readonly Try[], atOnce: number): Promise<Raced> {
  const calls = tries.map(({ who: { token }, slotId }, at) => async (): Promise<'booked' | 'full'> => {
    const url = urls[at % urls.length] ?? ''
    const held = await post(url, '/v1/holds', token, { slotId, seats: 1 })
    if (held.status !== 201) return refusedAsFull(held, slotId)
    const booked = await post(url, '/v1/bookings', token, { holdId: v.parse(Held, held.body).id })
    if (booked.status !== 201) throw new Error(`A held place was not booked: ${JSON.stringify(booked)}`)
    return 'booked'
  })
  const { answers, took, lasted } = await together(calls, atOnce)
  const count = (wanted: string) => answers.filter((answer) => answer === wanted).length
  return { took, lasted, booked: count('booked'), full: count('full') }
}

function refusedAsFull({ status, body }: Answer, slotId: string): 'full' {
  const said = v.safeParse(Problem, body)
  const waits = said.success && said.output.next?.some(({ does, id }) => does === 'joinWaiting' && id === slotId) === true
  if (status !== 409 || !said.success || said.output.code !== 'slotFull' || !waits)
    throw new Error(`Not “full, you may wait” but ${status}: ${JSON.stringify(body)}`)
  return 'full'
}

export const hangUp = (): void => agent.destroy()
