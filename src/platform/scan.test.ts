import { doorToken } from './scan'

test.each([
  ['https://doorstep.example/d/AbC-123_x', 'AbC-123_x'],
  ['https://doorstep.example/#/grids/find/index?d=AbC123', 'AbC123'],
  ['pages/x?scene=HS03-2', 'HS03-2'],
  ['AbC123', 'AbC123'],
  ['https://example.com/', undefined],
  ['今天天气好', undefined],
])('the door token of %s is %s', (text, token) => {
  expect(doorToken(text)).toBe(token)
})
