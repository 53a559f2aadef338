import { requestMachine } from '@doorstep/contract/requests/machine'
import { check } from './forms'

test('what was not chosen is said as that, never in the words of a schema', () => {
  expect(check(requestMachine.askExtension.body, { reason: '等配件' })).toEqual({ ok: false, errors: { workingDays: '请选一项' } })
  expect(check(requestMachine.transferOut.body, { explanation: '归法院' })).toEqual({ ok: false, errors: { to: '请选一项' } })
  expect(check(requestMachine.recategorise.body, { reason: '在楼道里' })).toEqual({ ok: false, errors: { categoryCode: '请选一项' } })
})
