import { dayOf, minuteMs } from '@doorstep/contract/time-words'
import type { Conversation, Message } from '@doorstep/contract/messages'
import type { Waiting } from '../../platform/sending/outbox-queue'
import { moment } from '../../ui/format'
import type { OnItsWay } from './media-queue'

/** One item of a rendered conversation. `shown` tells whether the status under the bubble is visible; screen readers always get it. */
export type Item =
  | { is: 'time'; key: string; text: string }
  | { is: 'message'; key: string; message: Message; named: boolean; tick: Tick | undefined; shown: boolean }
  | { is: 'waiting'; key: string; waiting: Waiting }
  | { is: 'media'; key: string; media: OnItsWay }

export type Tick = '已发送' | '已送达' | '已读'
type Marks = Pick<Conversation, 'theirDelivered' | 'theirRead'>

/** Returns the delivery status of one of my messages. */
export const tickOf = (seq: number, { theirDelivered, theirRead }: Marks): Tick =>
  seq <= theirRead ? '已读' : seq <= theirDelivered ? '已送达' : '已发送'

/** Longest pause between two messages without a time between them, in milliseconds. */
const pause = 10 * minuteMs
const timeBetween = (before: number | undefined, at: number) => before === undefined || at - before > pause || dayOf(before) !== dayOf(at)

interface ItemsInput {
  rows: readonly Message[]
  waiting: readonly Waiting[]
  media: readonly OnItsWay[]
  /** The viewer's side. Several people write for the team, so the team's own messages carry names too. */
  side: 'resident' | 'team'
  marks: Marks
  now: number
}

/** Returns the messages, with a time where a day or a pause begins, followed by those not sent yet. */
export function itemsOf({ rows, waiting, media, side, marks, now }: ItemsInput): Item[] {
  const items: Item[] = []
  const sent = new Set(rows.map(({ clientId }) => clientId))
  const lastOf = new Map<Tick, number>()
  for (const row of rows) if (row.from === 'me') lastOf.set(tickOf(row.seq, marks), row.seq)

  let before: Message | undefined
  for (const message of rows) {
    const key = message.clientId ?? message.id
    const at = Date.parse(message.at)
    const apart = timeBetween(before && Date.parse(before.at), at)
    if (apart) items.push({ is: 'time', key: `at-${key}`, text: moment(at, now) })
    const tick = message.from === 'me' ? tickOf(message.seq, marks) : undefined
    items.push({
      is: 'message',
      key,
      message,
      named:
        (message.from === 'them' || (side === 'team' && message.from === 'me')) &&
        (apart || before?.name !== message.name || before.from !== message.from),
      tick,
      shown: tick !== undefined && lastOf.get(tick) === message.seq,
    })
    before = message
  }
  // A message keeps its key, and the time before it, from writing to arrival, so that only its status is rendered again.
  let last = before && Date.parse(before.at)
  for (const one of waiting) {
    const key = one.message.clientId
    if (sent.has(key)) continue
    if (timeBetween(last, one.at)) items.push({ is: 'time', key: `at-${key}`, text: moment(one.at, now) })
    items.push({ is: 'waiting', key, waiting: one })
    last = one.at
  }
  for (const one of media) items.push({ is: 'media', key: one.key, media: one })
  return items
}

/** Returns a message as text, for screen readers and for requests made of messages. */
export function wordsOf({ kind, text, file }: Pick<Message, 'kind' | 'text' | 'file'>): string {
  if (kind === 'photo') return '照片'
  if (kind === 'voice') return file?.seconds ? `语音 ${file.seconds} 秒` : '语音'
  return text
}
