import { fireEvent, screen } from '@testing-library/react'
import { act } from 'react'
import { keepBuilding } from '../../../platform/place/current-grid'
import { aBuilding, aHome, aResident } from '../../../testing/grids'
import { fakeApi } from '../../../testing/fake-api'
import { show, signedInAs } from '../../../testing/show'
import BindHome from './index'

const tap = async (role: 'button' | 'radio', name: string | RegExp) => {
  const control = await screen.findByRole(role, { name })
  await act(() => Promise.resolve(fireEvent.click(control)))
}

beforeEach(() => signedInAs())

test('binds with what was said; an entrance not said and a room left out stay unknown', async () => {
  keepBuilding(aBuilding())
  const calls = fakeApi({ 'GET /v1/session': aResident({ homes: [] }), 'POST /v1/homes': aHome() })
  show(<BindHome />, { building: 'B0023' })
  await tap('radio', '2 单元')
  await tap('radio', '不说')
  await tap('button', '登记')
  const sent = calls.find(({ key }) => key === 'POST /v1/homes')
  expect(sent?.body).toEqual({ buildingCode: 'B0023', unit: null, room: null, label: '我家' })
  expect(await screen.findByRole('heading', { name: '我家登记好了' })).toBeTruthy()
})

test('a sixth home is refused in words that lead to removing one', async () => {
  keepBuilding(aBuilding())
  fakeApi({
    'GET /v1/session': aResident(),
    'POST /v1/homes': { problem: { code: 'tooManyHomes', status: 409, detail: '最多登记 5 个住处，请先移走一个' } },
  })
  show(<BindHome />, { building: 'B0023' })
  await tap('button', '登记')
  expect(await screen.findByText('最多登记 5 个住处，请先移走一个')).toBeTruthy()
  expect(screen.getByRole('button', { name: '管理我的住处' })).toBeTruthy()
})

test('what was typed is still there after the page was left', async () => {
  keepBuilding(aBuilding())
  fakeApi({ 'GET /v1/session': aResident({ homes: [] }) })
  const first = show(<BindHome />, { building: 'B0023' })
  fireEvent.input(await screen.findByRole('textbox', { name: '门牌号' }), { target: { value: '401' } })
  first.unmount()
  show(<BindHome />, { building: 'B0023' })
  expect((await screen.findByRole<HTMLInputElement>('textbox', { name: '门牌号' })).value).toBe('401')
})

test('changing a home sends its id and keeps what it had', async () => {
  const home = aHome({ unit: '1 单元', room: '502', label: '爸妈家' })
  const calls = fakeApi({ 'GET /v1/session': aResident({ homes: [home] }), 'PUT /v1/homes/{id}': home })
  show(<BindHome />, { home: home.id })
  await tap('button', '保存')
  const sent = calls.find(({ key }) => key === 'PUT /v1/homes/{id}')
  expect(sent?.params).toEqual({ id: home.id })
  expect(sent?.body).toEqual({ buildingCode: 'B0023', unit: '1 单元', room: '502', label: '爸妈家' })
})

test('what the API says of a room goes away when the room is written anew', async () => {
  keepBuilding(aBuilding())
  const errors = [{ path: 'room', message: '最多 20 个字' }]
  fakeApi({
    'GET /v1/session': aResident({ homes: [] }),
    'POST /v1/homes': { problem: { code: 'badInput', status: 400, detail: '有几处要改', errors } },
  })
  show(<BindHome />, { building: 'B0023' })
  await tap('button', '登记')
  expect(await screen.findByText('最多 20 个字')).toBeTruthy()
  fireEvent.input(screen.getByRole('textbox', { name: '门牌号' }), { target: { value: '401' } })
  expect(screen.queryByText('最多 20 个字')).toBeNull()
})
