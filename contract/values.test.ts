import * as v from 'valibot'
import { phone, publishedPhone } from './people/names-and-phones'
import { asLine, day, instant, line, text } from './values'

const takes = (schema: v.GenericSchema, value: unknown) => v.is(schema, value)

test.each(['2026-11-23T06:30:00.000Z', '2026-11-23T14:30:00+08:00'])('%s is an instant', (value) => {
  expect(takes(instant, value)).toBe(true)
})

test.each(['2026-11-23', '2026-11-23T06:30:00+08', '2026-11-23T06:30:00 +08:00'])('%s is no instant: no `Date` reads it', (value) => {
  expect(takes(instant, value)).toBe(false)
})

test.each(['2026-02-28', '2028-02-29', '2026-12-31'])('%s is a day', (value) => {
  expect(takes(day, value)).toBe(true)
})

test.each(['0000-01-01', '0999-12-31', '9999-12-31'])('%s is too far from today to walk to', (value) => {
  expect(takes(day, value)).toBe(false)
})

test.each(['2026-02-29', '2026-02-30', '2026-11-31', '2026-13-01'])('%s is no day of the calendar', (value) => {
  expect(takes(day, value)).toBe(false)
})

test.each(['13800006021', '010-86001234', '07556001234', '86001234'])('%s is somebody’s own number', (value) => {
  expect(takes(phone, value)).toBe(true)
  expect(takes(publishedPhone, value)).toBe(true)
})

test.each(['110', '12345', '123', '138000060211'])('%s is nobody’s own number', (value) => {
  expect(takes(phone, value)).toBe(false)
})

test.each(['12345', '110', '96119'])('%s may be published', (value) => {
  expect(takes(publishedPhone, value)).toBe(true)
})

test.each([
  ['a line feed', '一\n二'],
  ['a carriage return', '一\r二'],
  ['a tab', '一\t二'],
  ['a line separator', '一\u2028二'],
  ['a C1 control', '一\u0085二'],
  ['an override of direction', 'exe.\u202Egpj'],
  ['an isolate of direction', '一\u2067二'],
  ['a mark of direction', '一\u200F二'],
])('one line has no %s; text of several lines takes it', (_, value) => {
  expect(takes(line(20), value)).toBe(false)
  expect(takes(text(20), value)).toBe(true)
  expect(asLine(value)).not.toBe(value)
  expect(takes(line(20), asLine(value))).toBe(true)
})

test.each([
  '\u200B',
  '\u2060\u2060',
  '\u3164',
  '\u2800 \u2800',
  '\uFE0F',
  '\u0301',
  '\uDB40\uDC41',
  '\u00AD',
  '\uD834\uDD59',
  '\u{E0400}',
  '\u{1BCA0}',
  '\u{13430}',
])('a text of nothing that can be seen is no text (%j)', (value) => {
  expect(takes(line(20), value)).toBe(false)
  expect(takes(text(20), value)).toBe(false)
  expect(takes(text(20, 0), value)).toBe(false)
})

test.each(['王阿姨', 'ئايگۈل', '👩\u200D👩\u200D👧 家', '❤️', '2 单元 401', '\uE415'])('%s is a line', (value) => {
  expect(takes(line(20), value)).toBe(true)
})

test('whatever Unicode draws as nothing is no ink', () => {
  const drawn = Array.from({ length: 0x110000 }, (_, code) => code)
    .filter((code) => code < 0xd800 || code > 0xdfff)
    .map((code) => String.fromCodePoint(code))
    .filter((one) => /[\p{Default_Ignorable_Code_Point}\p{Z}\p{Cc}]/u.test(one) && takes(text(20), one))
  expect(drawn).toEqual([])
})
