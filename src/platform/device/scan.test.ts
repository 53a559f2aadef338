import { tokenIn } from './scan'

const token = 'a1B2c3D4e5F6g7H8i9J0kL'

test.each([
  [`https://doorstep.example/d/${token}`, token],
  [`https://doorstep.example/#/grids/find/index?d=${token}&x=1`, token],
  [`scene=${token}`, token],
  [token, token],
  [`${token}x`, undefined],
  ['https://example.com/', undefined],
  ['今天天气好', undefined],
])('the door token of %s is %s', (text, found) => {
  expect(tokenIn(text)).toBe(found)
})
