import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { answerBuilding, lookAt } from '../../../platform/place/current-grid'
import { fakeApi } from '../../../testing/fake-api'
import { aBuilding, aHome, aResident } from '../../../testing/grids'
import { show } from '../../../testing/show'
import { device } from '../../../testing/taro'
import FileRequest from './index'
import { api, filedWith, submit, tap, write } from './testing'

test('who has two homes says which one it is about, and its door goes along', async () => {
  const rented = { id: '019ab000-0000-7000-8000-00000000000d', unit: '2 单元', room: '402', label: '出租屋', current: false }
  const homes = [aHome(), aHome(rented)]
  const calls = fakeApi(api({ 'GET /v1/session': aResident({ homes }) }))
  show(<FileRequest />, { categoryCode: 'light' })
  await write('楼道灯不亮')
  await tap('换地方')
  fireEvent.click(await screen.findByRole('radio', { name: '出租屋（槐树里 3 号楼 2 单元 402）' }))
  await submit()
  await waitFor(() => expect(filedWith(calls)[0]).toMatchObject({ homeId: rented.id }))
})

test('somebody without a home is asked which building, by the one finder', async () => {
  const calls = fakeApi(api({ 'GET /v1/session': aResident({ homes: [] }) }))
  show(<FileRequest />, { categoryCode: 'light' })
  await write('路灯坏了')
  await waitFor(() => expect(calls.map(({ key }) => key)).toContain('GET /v1/session'))
  await tap('提交')
  expect(await screen.findByText('请选是哪栋楼，才知道交给哪位网格员')).toBeTruthy()
  await tap('选一栋楼')
  expect(device.navigateTo).toHaveBeenCalledWith({ url: '/resident/grids/find/index?for=answer' })
  await act(() => {
    answerBuilding(aBuilding())
    return Promise.resolve()
  })
  await screen.findByText(/给李明，/)
  expect(calls.find(({ key }) => key === 'POST /v1/request-previews')?.body).toMatchObject({ buildingCode: 'B0023' })
})

test('somebody without a home sends it for the building looked at: it stands in the form, and in what is looked at before sending', async () => {
  lookAt(aBuilding())
  const calls = fakeApi(api({ 'GET /v1/session': aResident({ homes: [] }) }))
  show(<FileRequest />, { categoryCode: 'light' })
  await write('路灯坏了')
  expect(await screen.findByText('槐树里 3 号楼')).toBeTruthy()
  await tap(/14:00 前答复您，依据$/)
  expect(within(screen.getByRole('dialog')).getByText('槐树里 3 号楼')).toBeTruthy()
  await tap('确认提交')
  await waitFor(() => expect(filedWith(calls)).toMatchObject([{ buildingCode: 'B0023' }]))
})
