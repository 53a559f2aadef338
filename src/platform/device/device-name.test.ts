import { browserName, phoneName } from './device-name'

test.each([
  [{ brand: 'HUAWEI', model: 'ALN-AL00', system: 'Android 12' }, 'HUAWEI ALN-AL00 · Android 12'],
  [{ brand: 'iPhone', model: 'iPhone 15<iPhone15,4>', system: 'iOS 18.1' }, 'iPhone 15 · iOS 18.1'],
  [{ brand: 'devtools', model: 'iPhone 12/13 (Pro)', system: 'iOS 10.0.1' }, 'devtools iPhone 12/13 (Pro) · iOS 10.0.1'],
  [{}, '微信小程序'],
])('a phone is called by its maker, model and system: %j', (info, name) => {
  expect(phoneName(info)).toBe(name)
})

test('a name is never longer than the API takes', () => {
  expect(phoneName({ brand: 'x'.repeat(80), model: 'y', system: 'z' })).toHaveLength(60)
})

test.each([
  ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130.0.0.0 Safari/537.36', 'Chrome 浏览器 · Windows'],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile Safari/604.1',
    'Safari 浏览器 · iPhone',
  ],
  ['', '浏览器'],
])('a browser is called by its kind and system', (agent, name) => {
  expect(browserName(agent)).toBe(name)
})
