import { isTooOld, oldestClient } from './client-versions'

test.each(['0.1.0', '0.1.99', '0.0.12'])('%s is too old', (version) => {
  expect(isTooOld(version)).toBe(true)
})

test.each([oldestClient, '0.2.1', '0.10.0', '1.0.0', '0.3.0-rc.1', '', 'preview', '0.1', '99999999.0.0'])('“%s” is served', (version) => {
  expect(isTooOld(version)).toBe(false)
})
