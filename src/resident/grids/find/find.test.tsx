import { fireEvent, screen, waitFor } from '@testing-library/react'
import { act } from 'react'
import { askBuilding } from '../../../platform/place/current-grid'
import { aBuilding } from '../../../testing/grids'
import { fakeApi } from '../../../testing/fake-api'
import { show } from '../../../testing/show'
import { device } from '../../../testing/taro'
import FindGrid from './index'

const street = { code: '990101001', kind: 'street' as const, name: '清河街道' }
const community = { code: '990101001001', kind: 'community' as const, name: '槐树社区' }
const tap = async (name: string | RegExp) => {
  const button = await screen.findByRole('button', { name })
  await act(() => Promise.resolve(fireEvent.click(button)))
}
const type = (text: string) => fireEvent.input(screen.getByRole('textbox', { name: '搜小区、楼号或路名' }), { target: { value: text } })

test('asks once the typing pauses, not at every key', async () => {
  const calls = fakeApi({ 'GET /v1/buildings': { rows: [aBuilding()], next: null } })
  show(<FindGrid />)
  for (const words of ['h', 'hs', 'hsl', 'hsl3']) type(words)
  expect(await screen.findByRole('button', { name: /槐树里 3 号楼/ })).toBeTruthy()
  expect(calls.map(({ query }) => query.q)).toEqual(['hsl3'])
})

test('nothing found says how else to ask and leads to the list', async () => {
  fakeApi({ 'GET /v1/buildings': { rows: [], next: null }, 'GET /v1/areas': { rows: [street] } })
  show(<FindGrid />)
  type('没有的楼')
  await tap('从楼栋列表里选')
  expect(await screen.findByRole('button', { name: '清河街道' })).toBeTruthy()
})

test('a refused position is explained and the other ways stay', async () => {
  fakeApi({})
  device.getLocation.mockRejectedValue({ errMsg: 'getLocation:fail auth deny' })
  show(<FindGrid />)
  await tap(/用我的位置找/)
  expect(await screen.findByText(/没有用到您的位置/)).toBeTruthy()
  expect(screen.getByRole('button', { name: /从楼栋列表里选/ })).toBeTruthy()
})

test('the list goes from street to community to building, and a building can be bound', async () => {
  fakeApi({
    'GET /v1/areas': ({ query }) => ({ rows: query.parent === undefined ? [street] : [community] }),
    'GET /v1/buildings': { rows: [aBuilding()], next: null },
  })
  show(<FindGrid />)
  await tap(/从楼栋列表里选/)
  await tap('清河街道')
  await tap('槐树社区')
  await tap(/槐树里 3 号楼/)
  await tap('这是我家，登记')
  await waitFor(() => expect(device.navigateTo).toHaveBeenCalledWith({ url: '/resident/account/bind/index?building=B0023' }))
})

test('a form that asked for a building gets it, and nothing else is opened', async () => {
  fakeApi({ 'GET /v1/buildings': { rows: [aBuilding()], next: null } })
  device.pages = 2
  const answer = askBuilding()
  show(<FindGrid />, { for: 'answer' })
  type('槐树里')
  await tap(/槐树里 3 号楼/)
  await expect(answer).resolves.toMatchObject({ code: 'B0023' })
  expect(device.navigateBack).toHaveBeenCalledTimes(1)
})

test('a form that asked hears nothing chosen when the page is left', async () => {
  fakeApi({})
  const answer = askBuilding()
  const page = show(<FindGrid />, { for: 'answer' })
  page.unmount()
  await expect(answer).resolves.toBeUndefined()
})
