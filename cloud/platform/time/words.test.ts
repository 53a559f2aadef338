import { clipped, sentence } from './words'

test('what is too long is cut between characters and says so', () => {
  expect(clipped('楼道灯坏了', 5)).toBe('楼道灯坏了')
  expect(clipped('楼道灯坏了三天', 5)).toBe('楼道灯坏…')
  expect(clipped('𠮷𠮷𠮷', 2)).toBe('𠮷…')
})

test.each(['好了\u3002', 'OK!', '好了\uFF01', 'OK?', '好吗\uFF1F', '还有…'])('%s ends by itself', (text) => {
  expect(sentence(text)).toBe(text)
  expect(sentence('好了')).toBe('好了\u3002')
})
