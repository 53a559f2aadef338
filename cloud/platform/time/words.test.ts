import { clipped, fitting, sentence, timeMark } from './words'

test('what is too long is cut between characters and says so', () => {
  expect(clipped('楼道灯坏了', 5)).toBe('楼道灯坏了')
  expect(clipped('楼道灯坏了三天', 5)).toBe('楼道灯坏…')
  expect(clipped('𠮷𠮷𠮷', 2)).toBe('𠮷…')
})

test('the mark of a time is kept or cut whole, and takes as much as its words', () => {
  const at = timeMark('2026-11-23T06:00:00.000Z')
  expect(clipped(`约${at} 上门`, 12)).toBe(`约${at} 上门`)
  expect(clipped(`约${at} 上门来看`, 12)).toBe(`约${at} 上…`)
  expect(clipped(`您约的是${at} 上门`, 11)).toBe('您约的是…')
  expect(fitting(`您约的是${at}`, 12)).toBe(`您约的是${at}`)
  expect(fitting(`您约的是${at}`, 11)).toBe('您约的是')
  expect(fitting('⟦没有时间⟧', 3)).toBe('⟦没有')
})

test.each(['好了\u3002', 'OK!', '好了\uFF01', 'OK?', '好吗\uFF1F', '还有…'])('%s ends by itself', (text) => {
  expect(sentence(text)).toBe(text)
  expect(sentence('好了')).toBe('好了\u3002')
})
