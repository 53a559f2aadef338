import { fireEvent, screen } from '@testing-library/react'
import { act } from 'react'
import type { Organisation } from '@doorstep/contract/organisations'
import { fakeApi } from '../../../testing/fake-api'
import { aBuilding } from '../../../testing/grids'
import { show } from '../../../testing/show'
import Organisations from './index'

const id = (n: number) => `00000000-0000-7000-8000-00000000000${n}`
const shop: Organisation = {
  id: id(1),
  name: '清河便利店',
  kind: 'shop',
  building: aBuilding(),
  premises: '底商 3 号',
  state: 'verified',
  answer: null,
  createdAt: '2026-11-20T01:00:00.000Z',
  contacts: [
    { id: id(2), name: '钱芳', position: '店长', since: '2026-11-20T01:00:00.000Z', mine: true },
    { id: id(3), name: '赵明', position: '店员', since: null, mine: false },
  ],
}
const tap = async (name: string) => {
  const button = await screen.findByRole('button', { name })
  await act(() => Promise.resolve(fireEvent.click(button)))
}

test('an organisation says whether it is checked and who acts for it; a contact is ended after what follows was said', async () => {
  const calls = fakeApi({ 'GET /v1/organisations': { rows: [shop] }, 'DELETE /v1/organisation-contacts/{id}': undefined })
  show(<Organisations />)
  expect(await screen.findByText('已核实')).toBeTruthy()
  expect(screen.getByText('店员 · 邀请码还没用')).toBeTruthy()
  await tap('退出清河便利店')
  expect(screen.getByText(/您以后看不到这个单位的诉求/)).toBeTruthy()
  await tap('退出')
  expect(calls.find(({ key }) => key === 'DELETE /v1/organisation-contacts/{id}')?.params).toEqual({ id: id(2) })
})

test('a code that is wrong is said at its field', async () => {
  fakeApi({
    'GET /v1/organisations': { rows: [] },
    'POST /v1/organisation-bindings': { problem: { code: 'organisationCodeRefused', detail: '邀请码不对' } },
  })
  show(<Organisations />)
  await tap('有邀请码，加入单位')
  fireEvent.input(screen.getByRole('textbox', { name: /邀请码/ }), { target: { value: 'ABCDEFGH23' } })
  await tap('加入')
  expect(await screen.findByText('邀请码不对')).toBeTruthy()
})

test('whoever has no organisation reads what one is good for', async () => {
  fakeApi({ 'GET /v1/organisations': { rows: [] } })
  show(<Organisations />)
  expect(await screen.findByText(/可以用单位的名义提诉求/)).toBeTruthy()
  expect(screen.getByRole('button', { name: '有邀请码，加入单位' })).toBeTruthy()
})
