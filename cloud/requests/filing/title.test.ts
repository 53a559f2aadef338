import { titleOf } from './file'

test.each([
  ['灯坏了\u3002请来修', '灯坏了'],
  ['Lamp! Help', 'Lamp'],
  ['灯坏了\uFF01请来修', '灯坏了'],
  ['灯坏了吗\uFF1F请来看', '灯坏了吗'],
  ['灯坏了\uFF1B门也坏了', '灯坏了'],
  ['三单元四楼的灯坏了\uFF0C晚上下楼看不见路\uFF0C请来修一修', '三单元四楼的灯坏了'],
  ['', '楼道灯'],
])('%j is headed %s', (text, title) => {
  expect(titleOf(text, { name: '楼道灯' })).toBe(title)
})
