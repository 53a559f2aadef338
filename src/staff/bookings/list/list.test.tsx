import { fireEvent, screen } from '@testing-library/react'
import { act } from 'react'
import { problems } from '@doorstep/contract/problems'
import { aResident } from '../../../testing/grids'
import { fakeApi } from '../../../testing/fake-api'
import { show, signedInAs } from '../../../testing/show'
import { device } from '../../../testing/taro'
import { aCall, aStaffBooking } from '../../../testing/venues'
import BookingList from '.'

const tap = async (name: string) => {
  const button = await screen.findByRole('button', { name })
  await act(() => {
    fireEvent.click(button)
    return Promise.resolve()
  })
}

beforeEach(() => signedInAs())

test('those to call stand with their number and what to say, and leave when they were told', async () => {
  const [wu, zheng] = [aCall(1, { name: '吴代约', phone: '13900001111' }), aCall(2, { name: '郑奶奶', phone: null })]
  let rows = [wu, zheng]
  const calls = fakeApi({
    'GET /v1/staff/bookings': () => ({ rows, next: null }),
    'GET /v1/staff/venues': { rows: [] },
    'GET /v1/session': aResident(),
    'POST /v1/staff/bookings/{id}/called': () => {
      rows = [zheng]
      return aStaffBooking({ ...wu, toCall: null })
    },
  })
  show(<BookingList />, { venue: 'HS-DQ', view: 'calls' })
  expect(await screen.findAllByText(wu.toCall ?? '')).toHaveLength(2)
  expect(calls.find(({ key }) => key === 'GET /v1/staff/bookings')?.query).toMatchObject({ view: 'calls', venue: 'HS-DQ' })
  expect(screen.getAllByText('没有留电话，请当面或托人告诉。')).toHaveLength(1)
  await tap('13900001111，给吴代约打电话，要告诉的话在上面')
  expect(device.makePhoneCall).toHaveBeenCalledWith({ phoneNumber: '13900001111' })
  await tap('吴代约，已告诉')
  expect(calls.find(({ key }) => key === 'POST /v1/staff/bookings/{id}/called')).toMatchObject({
    params: { id: wu.id },
    body: { said: wu.toCall },
  })
  await screen.findByRole('button', { name: '郑奶奶，已告诉' })
  await act(() => Promise.resolve())
  expect(screen.queryByRole('button', { name: '吴代约，已告诉' })).toBeNull()
})

test('when there is something newer to say, the tick is refused and the list read again', async () => {
  const first = aCall(1, { name: '吴代约' })
  let shown = first
  fakeApi({
    'GET /v1/staff/bookings': () => ({ rows: [shown], next: null }),
    'GET /v1/staff/venues': { rows: [] },
    'GET /v1/session': aResident(),
    'POST /v1/staff/bookings/{id}/called': () => {
      shown = { ...first, toCall: '您约的健康义诊从 11月24日 周二 9:15 改到 11月26日 周四 9:00。' }
      return { problem: { code: 'notNow', ...problems.notNow } }
    },
  })
  show(<BookingList />, { venue: 'HS-DQ', view: 'calls' })
  await tap('吴代约，已告诉')
  expect(await screen.findByText(/改到 11月26日 周四 9:00/)).toBeTruthy()
  expect(screen.getByText(problems.notNow.detail)).toBeTruthy()
})
