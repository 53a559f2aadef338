import { aMessage } from '../../testing/conversations'
import { itemsOf, tickOf } from './items'

const marks = { theirDelivered: 0, theirRead: 0 }
const now = Date.parse('2026-11-23T08:00:00.000Z')
const input = { waiting: [], media: [], side: 'resident' as const, marks, now }

test('a tick says how far my message got', () => {
  const far = { theirDelivered: 4, theirRead: 2 }
  expect([1, 2, 3, 4, 5].map((seq) => tickOf(seq, far))).toEqual(['已读', '已读', '已送达', '已送达', '已发送'])
})

test('the word under the bubble stands only under the last message that got so far', () => {
  const rows = [1, 2, 3].map((seq) => aMessage(seq, { from: 'me' }))
  const items = itemsOf({ ...input, rows, marks: { theirDelivered: 3, theirRead: 2 } })
  const shown = items.flatMap((item) => (item.is === 'message' && item.shown ? [`${item.message.seq} ${item.tick ?? ''}`] : []))
  expect(shown).toEqual(['2 已读', '3 已送达'])
})

test('a new day and a pause of more than ten minutes get their time written', () => {
  const rows = [
    aMessage(1, { at: '2026-11-22T15:58:00.000Z' }),
    aMessage(2, { at: '2026-11-22T16:01:00.000Z' }),
    aMessage(3, { at: '2026-11-22T16:05:00.000Z' }),
    aMessage(4, { at: '2026-11-22T16:20:00.000Z' }),
  ]
  const times = itemsOf({ ...input, rows }).flatMap((item) => (item.is === 'time' ? [item.text] : []))
  expect(times).toEqual(['昨天 23:58', '今天 0:01', '今天 0:20'])
})

test('the name stands where another person begins to write', () => {
  const rows = [
    aMessage(1),
    aMessage(2),
    aMessage(3, { name: '王芳' }),
    aMessage(4, { from: 'me', name: '赵女士' }),
    aMessage(5, { name: '王芳' }),
  ]
  const named = itemsOf({ ...input, rows }).flatMap((item) => (item.is === 'message' && item.named ? [item.message.seq] : []))
  expect(named).toEqual([1, 3, 5])
})

test('a team names its own people too, a resident does not name herself', () => {
  const rows = [
    aMessage(1, { from: 'me', name: '李明' }),
    aMessage(2, { from: 'me', name: '李明' }),
    aMessage(3, { from: 'me', name: '王芳' }),
  ]
  const named = (side: 'resident' | 'team') =>
    itemsOf({ ...input, side, rows }).flatMap((item) => (item.is === 'message' && item.named ? [item.message.name] : []))
  expect(named('team')).toEqual(['李明', '王芳'])
  expect(named('resident')).toEqual([])
})

test('a queued message that has arrived stands once, and nothing of it is replaced: it keeps its key and the time before it', () => {
  const sent = aMessage(1, { from: 'me' })
  const message = { kind: 'text' as const, text: sent.text, clientId: sent.clientId ?? '' }
  const waiting = [{ conversationId: 'c', message, state: 'sending' as const, at: Date.parse(sent.at) }]
  const queued = itemsOf({ ...input, rows: [], waiting })
  const both = itemsOf({ ...input, rows: [sent], waiting })
  expect(queued.map(({ is }) => is)).toEqual(['time', 'waiting'])
  expect(both.map(({ is }) => is)).toEqual(['time', 'message'])
  expect(both.map(({ key }) => key)).toEqual(queued.map(({ key }) => key))
})
