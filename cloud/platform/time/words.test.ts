import { clipped, dayInWords, sentence, timeInWords } from './words'

const now = new Date('2026-11-23T01:00:00.000Z')

test.each([
  ['2026-11-23T10:00:00.000Z', '今天 18:00'],
  ['2026-11-23T15:59:00.000Z', '今天 23:59'],
  ['2026-11-23T16:00:00.000Z', '明天 0:00'],
  ['2026-11-22T01:05:00.000Z', '昨天 9:05'],
  ['2026-11-25T01:30:00.000Z', '11月25日 9:30'],
  ['2027-01-03T02:00:00.000Z', '2027年1月3日 10:00'],
])('%s is said as %s, whatever zone the host is in', (at, says) => {
  expect(timeInWords(new Date(at), now)).toBe(says)
})

test('the last evening of a year is not said with its year, the first morning of the next is 明天', () => {
  const eve = new Date('2026-12-31T02:00:00.000Z')
  expect(dayInWords(new Date('2027-01-01T02:00:00.000Z'), eve)).toBe('明天')
  expect(dayInWords(new Date('2027-01-02T02:00:00.000Z'), eve)).toBe('2027年1月2日')
})

test('what is too long is cut between characters and says so', () => {
  expect(clipped('楼道灯坏了', 5)).toBe('楼道灯坏了')
  expect(clipped('楼道灯坏了三天', 5)).toBe('楼道灯坏…')
  expect(clipped('𠮷𠮷𠮷', 2)).toBe('𠮷…')
})

test.each(['好了\u3002', 'OK!', '好了\uFF01', 'OK?', '好吗\uFF1F', '还有…'])('%s ends by itself', (text) => {
  expect(sentence(text)).toBe(text)
  expect(sentence('好了')).toBe('好了\u3002')
})
