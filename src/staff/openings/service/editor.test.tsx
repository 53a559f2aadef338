import { problems } from '@doorstep/contract/problems'
import { cleanup, fireEvent, screen } from '@testing-library/react'
import { act } from 'react'
import { fakeApi } from '../../../testing/fake-api'
import { show, signedInAs } from '../../../testing/show'
import { anAffectedBooking, aStaffService, anImpact, someRules } from '../../../testing/venues'
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
    'POST /v1/staff/services/{code}/rule-checks': anImpact({ rows: [anAffectedBooking(1)], digest: 'd1', slotsRemoved: 8 }),
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
  type(minutes, '20')
  expect(screen.queryByText('请填写数字')).toBeNull()
  expect(screen.getByText('不能小于 5')).toBeTruthy()
  // What was folded stays in sight when it is right.
  type('迟到几分钟算没有来', '15')
  expect(screen.queryByText('不能小于 5')).toBeNull()
  expect(box('迟到几分钟算没有来').value).toBe('15')
})

test('a way is asked only what means something for it', () => {
  fakeApi({})
  const asked = (way: 'slot' | 'home' | 'walkIn') => {
    show(<RulesEditor of={aStaffService({ way, rules: someRules({ walkInPercent: 0 }) })} venue="HS-DQ" />)
    fireEvent.click(screen.getByRole('button', { name: /^更多规则/ }))
    const names = screen.getAllByRole('textbox').map((field) => field.getAttribute('aria-label'))
    const decided = screen.queryByRole('switch', { name: /人数不够就取消/ }) !== null
    cleanup()
    return { names, decided }
  }
  const all = asked('slot')
  expect(all.decided).toBe(true)
  const home = asked('home')
  expect(all.names.filter((name) => !home.names.includes(name))).toEqual([minutes, '留给现场的名额（%）', '迟到几分钟算没有来'])
  expect(home.decided).toBe(false)
  show(<RulesEditor of={aStaffService({ way: 'walkIn' })} venue="HS-DQ" />)
  fireEvent.click(screen.getByRole('button', { name: /^更多规则/ }))
  expect(screen.queryAllByRole('textbox')).toEqual([])
  expect(screen.getByText('现场办理，不用预约：居民在开放时间里来取号。')).toBeTruthy()
})

test('what the API refuses of the rules stands at its box, too', async () => {
  const errors = [{ path: 'rules.minutes', message: '太短了' }]
  fakeApi({ 'POST /v1/staff/services/{code}/rule-checks': { problem: { code: 'badInput', ...problems.badInput, errors } } })
  show(<RulesEditor of={aStaffService()} venue="HS-DQ" />)
  await tap('看看会影响谁')
  expect(await screen.findByText('太短了')).toBeTruthy()
})

test('hours at which the place is shut are pointed out, not refused', () => {
  fakeApi({})
  const night = { weekday: 3, from: '02:00', to: '03:00', capacity: 4, fromDay: null, untilDay: null }
  show(<RulesEditor of={aStaffService({ rules: someRules({ weekly: [night] }) })} venue="HS-DQ" />)
  expect(screen.getByText(/^周三 2:00–3:00不在槐树社区党群服务站的开门时间里/)).toBeTruthy()
  cleanup()
  show(<RulesEditor of={aStaffService({ way: 'home', rules: someRules({ weekly: [night] }) })} venue="HS-DQ" />)
  expect(screen.queryByText(/的开门时间里/)).toBeNull()
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

test('in the forms of a line and of a day, an error goes away as soon as its answer is right', async () => {
  fakeApi({})
  show(<RulesEditor of={aStaffService()} venue="HS-DQ" />)
  await tap('加开放时间')
  type('每个时段几个名额', '0')
  await tap('加上')
  expect(screen.getByText('请填 1 到 500 的整数')).toBeTruthy()
  type('每个时段几个名额', '2')
  expect(screen.queryByText('请填 1 到 500 的整数')).toBeNull()
  cleanup()
  show(<RulesEditor of={aStaffService()} venue="HS-DQ" />)
  await tap('加一天')
  await tap('加上')
  type('原因', '年终盘点')
  expect(screen.queryByText('请写明原因，居民会看到')).toBeNull()
  expect(screen.getByText('请选是哪天')).toBeTruthy()
})
