import { problems } from '@doorstep/contract/problems'
import { cleanup, fireEvent, screen } from '@testing-library/react'
import { act } from 'react'
import { fakeApi } from '../../../testing/fake-api'
import { show, signedInAs } from '../../../testing/show'
import { aHit, aStaffService, someHits, someRules } from '../../../testing/venues'
import { RulesEditor } from './editor'

const tap = async (name: string | RegExp) => {
  const button = await screen.findByRole('button', { name })
  await act(() => {
    fireEvent.click(button)
    return Promise.resolve()
  })
}
const type = (name: string, text: string) => fireEvent.input(screen.getByRole('textbox', { name }), { target: { value: text } })
const box = (name: string) => screen.getByRole<HTMLInputElement>('textbox', { name })
const minutes = '每个时段几分钟'

beforeEach(() => signedInAs())

test('rules are held against the bookings there are before they are kept, then kept as they were checked', async () => {
  const calls = fakeApi({
    'POST /v1/staff/services/{code}/rule-checks': someHits({ rows: [aHit(1)], digest: 'd1', slotsRemoved: 8 }),
    'PUT /v1/staff/services/{code}/rules': aStaffService({ version: 4 }),
  })
  show(<RulesEditor of={aStaffService()} venue="HS-DQ" />)
  type(minutes, '20')
  await tap('看看会影响谁')
  expect(await screen.findByText('影响 1 个预约')).toBeTruthy()
  fireEvent.click(screen.getByRole('radio', { name: /^照样接待他们/ }))
  await tap('保存')
  const [checked, kept] = calls.map(({ body }) => body)
  expect(checked?.rules).toMatchObject({ minutes: 20 })
  expect(kept).toEqual({ rules: checked?.rules, digest: 'd1', hits: 'keep', reason: '调整开放时间' })
})

test('what is wrong is said at its box, the folded ones included, and nothing is asked of the API', async () => {
  const calls = fakeApi({})
  show(<RulesEditor of={aStaffService({ rules: someRules({ graceMinutes: 1 }) })} venue="HS-DQ" />)
  expect(screen.queryByRole('textbox', { name: '迟到几分钟算没有来' })).toBeNull()
  type(minutes, '')
  await tap('看看会影响谁')
  expect(await screen.findByText('请填写数字')).toBeTruthy()
  expect(box('迟到几分钟算没有来')).toBeTruthy()
  expect(screen.getByText('不能小于 5')).toBeTruthy()
  expect(calls).toEqual([])
})

test('what was typed survives a failure and leaving; rules that others changed meanwhile are said, not overwritten unseen', async () => {
  fakeApi({ 'POST /v1/staff/services/{code}/rule-checks': { problem: { code: 'professionalBusy', ...problems.professionalBusy } } })
  show(<RulesEditor of={aStaffService()} venue="HS-DQ" />)
  type(minutes, '25')
  await tap('看看会影响谁')
  expect(await screen.findByText(problems.professionalBusy.detail)).toBeTruthy()
  cleanup()
  show(<RulesEditor of={aStaffService({ version: 4, rules: someRules({ minutes: 30 }) })} venue="HS-DQ" />)
  expect(box(minutes).value).toBe('25')
  expect(screen.getByText(/被别人改过。您写的还在/)).toBeTruthy()
  await tap('换成现在的规则')
  expect(box(minutes).value).toBe('30')
})
