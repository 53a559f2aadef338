import { act, fireEvent, screen } from '@testing-library/react'
import { aResident } from '../../../testing/grids'
import { fakeApi } from '../../../testing/fake-api'
import { show, signedInAs } from '../../../testing/show'
import { aManagedVenue, aStaffService } from '../../../testing/venues'
import ClosurePage from './index'

test.each([
  ['gives services there closes those', ['HS-YZ'], '健康义诊'],
  ['keeps the place closes all of it, unless another is chosen', null, '整个服务点'],
])('who %s', async (_, only, chosen) => {
  signedInAs()
  fakeApi({
    'GET /v1/session': aResident(),
    'GET /v1/staff/venues': { rows: [aManagedVenue({ only })] },
    'GET /v1/staff/services': { rows: [aStaffService()] },
  })
  show(<ClosurePage />, { venue: 'HS-DQ' })
  expect(await screen.findByRole('button', { name: `停办什么，${chosen}` })).toBeTruthy()
  expect(screen.queryAllByText('整个服务点').length === 0).toBe(only !== null)
})

test('the error beside an answer that is right now goes away, and the others stay', async () => {
  signedInAs()
  fakeApi({
    'GET /v1/session': aResident(),
    'GET /v1/staff/venues': { rows: [aManagedVenue({ only: null })] },
    'GET /v1/staff/services': { rows: [aStaffService()] },
  })
  show(<ClosurePage />, { venue: 'HS-DQ' })
  const look = await screen.findByRole('button', { name: '看看会影响谁' })
  await act(() => Promise.resolve(fireEvent.click(look)))
  expect(screen.getByText('请写明原因，居民会看到')).toBeTruthy()
  fireEvent.input(screen.getByRole('textbox', { name: '原因' }), { target: { value: '管道检修' } })
  expect(screen.queryByText('请写明原因，居民会看到')).toBeNull()
  expect(screen.getByText('请选哪天开始')).toBeTruthy()
})
