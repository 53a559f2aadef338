import type { OpenCase, Underway } from '@doorstep/contract/underway'
import { useState } from 'react'
import { useAgainAt, type Read } from '../../../platform/api/query'
import { useNow } from '../../../platform/api/now'
import { asText, stored } from '../../../platform/device/storage'
import { useOutbox } from '../../../platform/sending/outbox-queue'
import { useTaps, type Tap } from '../../../platform/sending/rating-queue'
import { useFileDrafts } from '../../../platform/sending/use-file-drafts'
import { inOrder, type News } from './news'
import { ofBooking, ofTicket, ofWaiting } from './of-bookings'
import { ofCase } from './of-cases'
import { ofDraft, ofOutbox, ofRated } from './of-device'
import { ofConversation, ofProposal } from './of-messages'

/** The proposal that was not wanted, by its message: only the last one is offered. In the conversation it can still be filed. */
const putAway = stored('home.declined', asText)

/** Returns the news of an answer: what is behind another row, or was put away, is no row of its own. `taps` are the ratings it has not seen. */
export function newsOf(
  { requests, bookings, waiting, tickets, proposals, conversations }: Underway,
  now: number,
  taps: readonly Pick<Tap, 'of' | 'id'>[] = [],
): News[] {
  const behind = new Set([...tickets.map(({ bookingId }) => bookingId), ...waiting.map(({ holdId }) => holdId)])
  const proposed = new Set(proposals.map(({ conversationId }) => conversationId))
  const isRated = ({ id }: OpenCase) => taps.some((tap) => tap.of === 'requests' && tap.id === id)
  const running = (until: string | null) => until === null || Date.parse(until) > now
  return [
    ...requests.map((row) => (isRated(row) ? ofRated(row) : ofCase(row, now))),
    ...bookings.filter(({ id, heldUntil }) => !behind.has(id) && running(heldUntil)).map((row) => ofBooking(row, now)),
    ...waiting.filter(({ offerUntil }) => running(offerUntil)).map((row) => ofWaiting(row, now)),
    ...tickets.map(ofTicket),
    ...proposals.map(ofProposal),
    ...conversations.filter(({ id }) => !proposed.has(id)).map((row) => ofConversation(row, now)),
  ]
}

/** Returns when the answer says something else by time alone: the end of a hold or an offer. */
const changesAt = ({ bookings, waiting }: Underway): string | undefined =>
  [...bookings.map(({ heldUntil }) => heldUntil), ...waiting.map(({ offerUntil }) => offerUntil)].flatMap((at) => at ?? []).sort()[0]

interface HomeNews {
  /** In the order they are shown. */
  rows: News[]
  /** The proposals that were not put away. */
  proposals: Underway['proposals']
  putAway: (messageId: string) => void
}

/** Returns what is new for the resident: from the API, and from this device what was not sent or was refused. */
export function useNews(underway: Read<Underway>, signedIn: boolean): HomeNews {
  const now = useNow()
  const queue = useOutbox()
  const taps = useTaps()
  const { drafts } = useFileDrafts()
  useAgainAt(underway, underway.value && changesAt(underway.value))
  const [put, setPut] = useState(putAway.get)
  const decline = (id: string) => {
    putAway.set(id)
    setPut(id)
  }
  const proposals = underway.value?.proposals.filter(({ message }) => message.id !== put) ?? []
  const rows = signedIn
    ? inOrder([
        ...drafts.map(ofDraft),
        ...ofOutbox(queue.filter(({ state }) => state !== 'sending')),
        ...(underway.value ? newsOf({ ...underway.value, proposals }, now, taps) : []),
      ])
    : []
  return { rows, proposals, putAway: decline }
}
