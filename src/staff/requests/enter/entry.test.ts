import { aCategory } from '../../../testing/requests'
import { checkedEntry, closable, emptyEntry } from './entry'

const told = { ...emptyEntry, text: '楼道灯坏了', buildingCode: 'B0001' }

test('an entry says how it came in, and is closed on the spot only where staff found it', () => {
  const done = { ...told, done: true, doneText: '当场换了灯泡，试过会亮' }
  expect(checkedEntry(done, aCategory())).toMatchObject({ ok: true, value: { channel: 'grid', done: { text: '当场换了灯泡，试过会亮' } } })
  const sheet = checkedEntry({ ...done, channel: 'hotline', outsideNumber: '12345-7', outsideDay: '2026-12-01' }, aCategory())
  expect(sheet).toMatchObject({ ok: true, value: { outside: { number: '12345-7', dueAt: '2026-12-01T10:00:00.000Z' } } })
  expect(sheet.ok && sheet.value.done).toBeUndefined()
  expect([closable({ channel: 'visit' }), closable({ channel: 'phone' })]).toEqual([true, false])
})

test.each([
  ['what it is about', told, undefined, 'categoryCode'],
  ['where it is', { ...told, buildingCode: '' }, aCategory(), 'buildingCode'],
  ['what happened', { ...told, text: '' }, aCategory(), 'text'],
  ['the number of a sheet', { ...told, channel: 'hotline' as const }, aCategory(), 'outside.number'],
])('%s is asked for at its field', (_name, entry, category, path) => {
  const checked = checkedEntry(entry, category)
  expect(checked.ok ? [] : Object.keys(checked.errors)).toContain(path)
})
