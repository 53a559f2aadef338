import { aMessage } from '../../testing/conversations'
import { arrived, caughtUp, lookedBack, opened } from './thread'

const stretch = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, n) => aMessage(from + n))
const seqs = ({ rows }: { rows: readonly { seq: number }[] }) => rows.map(({ seq }) => seq)

test('the last page opens a conversation and says whether anything lies before it', () => {
  expect(opened(undefined, stretch(41, 80))).toMatchObject({ upTo: 80, atStart: false })
  expect(opened(undefined, stretch(1, 3))).toMatchObject({ upTo: 3, atStart: true })
  expect(opened(undefined, [])).toEqual({ rows: [], upTo: 0, atStart: true })
})

test('opening again keeps what was here when the page reaches it, and lets it go when messages lie between', () => {
  const before = opened(undefined, stretch(1, 10))
  expect(seqs(opened(before, stretch(9, 12)))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])
  const far = opened(before, stretch(50, 52))
  expect(seqs(far)).toEqual([50, 51, 52])
  expect(far.atStart).toBe(false)
})

test('a page read again replaces the same messages: its file links are newer', () => {
  const again = opened(opened(undefined, [aMessage(1, { text: '旧' })]), [aMessage(1, { text: '新' })])
  expect(again.rows.map(({ text }) => text)).toEqual(['新'])
})

test('catching up appends, and what came twice stands once', () => {
  const thread = caughtUp(opened(undefined, stretch(1, 3)), stretch(3, 5))
  expect(seqs(thread)).toEqual([1, 2, 3, 4, 5])
  expect(thread.upTo).toBe(5)
})

test('my own message that overtakes another does not move the cursor, so the other one is still asked for', () => {
  const overtaken = arrived(opened(undefined, stretch(1, 3)), aMessage(5, { from: 'me' }))
  expect(overtaken.upTo).toBe(3)
  const complete = caughtUp(overtaken, stretch(4, 5))
  expect(seqs(complete)).toEqual([1, 2, 3, 4, 5])
  expect(complete.upTo).toBe(5)
})

test('looking back ends at the first message', () => {
  const thread = opened(undefined, stretch(41, 80))
  const back = lookedBack(thread, stretch(1, 40))
  expect(back.rows).toHaveLength(80)
  expect(back.atStart).toBe(true)
  expect(back.upTo).toBe(80)
})
