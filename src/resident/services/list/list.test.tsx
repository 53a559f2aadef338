import { fireEvent, screen, waitFor } from '@testing-library/react'
import { act } from 'react'
import { fakeApi, type Answers } from '../../../testing/fake-api'
import { aServiceRow } from '../../../testing/services'
import { show } from '../../../testing/show'
import ServiceList from './index'

const health = aServiceRow()
const legal = aServiceRow({ code: 'S-LEGAL', name: '法律咨询', group: 'legal' })
const api: Answers = {
  'GET /v1/services': ({ query }) => ({
    rows: [health, legal].filter(
      ({ group, name }) => (query.group === undefined || group === query.group) && (query.q === undefined || name.includes(query.q)),
    ),
  }),
}
const tap = async (role: string, name: string | RegExp) => {
  const found = await screen.findByRole(role, { name })
  await act(() => Promise.resolve(fireEvent.click(found)))
}

test('opened with a group it shows that group, and another at a tap', async () => {
  fakeApi(api)
  show(<ServiceList />, { group: 'legal' })
  expect(await screen.findByRole('button', { name: /^法律咨询/ })).toBeTruthy()
  expect(screen.queryByRole('button', { name: /^老年人/ })).toBeNull()
  await tap('radio', '健康')
  expect(await screen.findByRole('button', { name: /^老年人健康体检/ })).toBeTruthy()
})

test('words are searched once typing pauses, and what was typed stays while nothing is found', async () => {
  const calls = fakeApi(api)
  show(<ServiceList />)
  const field = await screen.findByRole<HTMLInputElement>('textbox', { name: '搜服务' })
  fireEvent.input(field, { target: { value: '理' } })
  fireEvent.input(field, { target: { value: '理发' } })
  expect(await screen.findByRole('heading', { name: '没有找到这样的服务' })).toBeTruthy()
  expect(field.value).toBe('理发')
  expect(calls.map(({ query }) => query.q)).toEqual([undefined, '理发'])
})

test('a place shows its own services', async () => {
  const calls = fakeApi(api)
  show(<ServiceList />, { venue: 'V1' })
  await waitFor(() => expect(calls[0]?.query).toMatchObject({ venue: 'V1' }))
})

test('a group nobody knows is all of them', async () => {
  fakeApi(api)
  show(<ServiceList />, { group: 'toString' })
  expect(await screen.findByRole('button', { name: /^法律咨询/ })).toBeTruthy()
  expect(screen.getByRole('radio', { name: '全部', checked: true })).toBeTruthy()
})

test('whatever is searched for, an emergency is answered with the phone at once', async () => {
  fakeApi(api)
  show(<ServiceList />)
  fireEvent.input(await screen.findByRole('textbox', { name: '搜服务' }), { target: { value: '老伴摔倒' } })
  expect(await screen.findByRole('button', { name: '拨打 120 急救' })).toBeTruthy()
  expect(await screen.findByRole('heading', { name: '没有找到这样的服务' })).toBeTruthy()
})
