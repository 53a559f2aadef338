import type { GridCard } from '@doorstep/contract/grids'
import type { Conversation, Message } from '@doorstep/contract/messages'

const grid = {
  code: '990101001001003',
  name: '第 3 网格',
  community: { code: '990101001001', kind: 'community' as const, name: '槐树社区' },
  street: { code: '990101001', kind: 'street' as const, name: '清河街道' },
}

const idOf = (kind: string, n: number) => `019ab000-0000-7000-8${kind}00-${String(n).padStart(12, '0')}`

/** Returns a conversation of a resident with the grid's team; tests override fields. */
export const aConversation = (over: Partial<Conversation> = {}): Conversation => ({
  id: idOf('0', 1),
  grid,
  withName: '李明',
  withPlace: null,
  lastSeq: 0,
  lastText: '',
  lastAt: null,
  unread: 0,
  theirDelivered: 0,
  theirRead: 0,
  waitingSince: null,
  replyBy: null,
  escalated: 0,
  ...over,
})

/** Returns the message with this seq, a minute after the previous one. */
export const aMessage = (seq: number, over: Partial<Message> = {}): Message => ({
  seq,
  id: idOf('1', seq),
  clientId: idOf('2', seq),
  kind: 'text',
  from: 'them',
  name: '李明',
  text: `第 ${seq} 句`,
  file: null,
  proposal: null,
  requestId: null,
  at: new Date(Date.parse('2026-11-23T06:00:00.000Z') + seq * 60_000).toISOString(),
  ...over,
})

/** Returns the card of that grid, its member on duty. */
export const aGridCard = (over: Partial<GridCard> = {}): GridCard => ({
  ...grid,
  kind: 'basic',
  area: '槐树里 1–8 号楼，共 612 户',
  member: { staffCode: 'W003', name: '李明', title: '网格员', role: 'gridMember', phone: '0999-0001003' },
  supervisionPhone: '0999-0000001',
  onDuty: { state: 'duty', name: '李明', staffCode: 'W003', until: '2026-11-23T10:00:00.000Z', says: '值班到 18:00' },
  dutyHours: [],
  dutyAhead: [
    { from: '2026-11-23T00:30:00.000Z', to: '2026-11-23T10:00:00.000Z' },
    { from: '2026-11-24T00:30:00.000Z', to: '2026-11-24T10:00:00.000Z' },
  ],
  dutySays: '周一至周五 8:30–18:00',
  team: [],
  branches: [],
  usualReply: { minutes: 20, of: 31 },
  rings: [],
  updatedAt: '2026-11-23T00:00:00.000Z',
  ...over,
})
