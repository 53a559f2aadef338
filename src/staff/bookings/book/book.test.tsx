import { problems } from '@doorstep/contract/problems'
import { cleanup, fireEvent, screen } from '@testing-library/react'
import { act } from 'react'
import { fakeApi, type Answers } from '../../../testing/fake-api'
import { show, signedInAs } from '../../../testing/show'
import { device } from '../../../testing/taro'
import { aSheet, aSheetSlot, aStaffBooking, aStaffService } from '../../../testing/venues'
import BookPage from '.'

const slot = aSheetSlot(1, { startsAt: '2099-11-24T01:00:00.000Z', endsAt: '2099-11-24T01:15:00.000Z', taken: 3, capacity: 3, walkIn: 1 })
const opened = { venue: 'HS-DQ', day: '2099-11-24', service: 'HS-YZ' }

const tap = async (name: string) => {
  const button = await screen.findByRole('button', { name })
  await act(() => {
    fireEvent.click(button)
    return Promise.resolve()
  })
}
const api = (answers: Answers) =>
  fakeApi({
    'GET /v1/staff/services': { rows: [aStaffService(), aStaffService({ code: 'HS-KZ', name: '开证明', way: 'walkIn' })] },
    'GET /v1/services/{code}/days': { rows: [] },
    'GET /v1/staff/venues/{code}/sheet': aSheet({ services: [{ code: 'HS-YZ', name: '健康义诊', way: 'slot', slots: [slot] }] }),
    ...answers,
  })

beforeEach(() => signedInAs())

test('nobody is booked without a time, a name and how they agreed; a place kept for the door may be given', async () => {
  const calls = api({ 'POST /v1/staff/bookings': aStaffBooking({ byStaff: true }) })
  show(<BookPage />, opened)
  const time = await screen.findByRole('radio', { name: '9:00，约满 · 用现场名额' })
  await tap('约上')
  for (const words of ['请选时间', '请写怎么称呼他', '请记下他是怎样同意的']) expect(screen.getByText(words)).toBeTruthy()
  fireEvent.click(time)
  fireEvent.input(screen.getByRole('textbox', { name: '怎么称呼' }), { target: { value: '孙桂英' } })
  expect(screen.queryByText('请写怎么称呼他')).toBeNull()
  expect(screen.getByText('请记下他是怎样同意的')).toBeTruthy()
  fireEvent.click(screen.getByRole('radio', { name: '电话里同意' }))
  expect(screen.queryByText('请记下他是怎样同意的')).toBeNull()
  await tap('约上')
  expect(calls.find(({ key }) => key === 'POST /v1/staff/bookings')?.body).toEqual({
    slotId: slot.id,
    seats: 1,
    name: '孙桂英',
    consent: 'byPhone',
  })
  expect(device.redirectTo).toHaveBeenCalledWith({ url: `/staff/bookings/detail/index?id=${aStaffBooking().id}` })
})

test('what was chosen for a service that takes several is not booked unseen at one that takes one', async () => {
  const talk = aStaffService({ code: 'HS-JZ', name: '健康讲座', rules: { ...aStaffService().rules, maxSeats: 3 } })
  const one = aStaffService({ rules: { ...aStaffService().rules, maxSeats: 1 } })
  const calls = api({
    'GET /v1/staff/services': { rows: [talk, one] },
    'GET /v1/staff/venues/{code}/sheet': aSheet({
      services: [talk, one].map(({ code, name, way }) => ({ code, name, way, slots: [slot] })),
    }),
    'POST /v1/staff/bookings': aStaffBooking({ byStaff: true }),
  })
  show(<BookPage />, { ...opened, service: talk.code })
  fireEvent.change(await screen.findByRole('combobox', { name: /^几位/ }), { target: { value: '2' } })
  expect(screen.getByRole('button', { name: '几位，3 位' })).toBeTruthy()
  cleanup()
  // The draft is opened again for the other service.
  show(<BookPage />, opened)
  fireEvent.click(await screen.findByRole('radio', { name: /^9:00，/ }))
  fireEvent.input(screen.getByRole('textbox', { name: '怎么称呼' }), { target: { value: '孙桂英' } })
  fireEvent.click(screen.getByRole('radio', { name: '电话里同意' }))
  await tap('约上')
  expect(calls.find(({ key }) => key === 'POST /v1/staff/bookings')?.body?.seats).toBe(1)
})

test('a home visit asks for a phone and an address: whoever goes must be able to call', async () => {
  const calls = api({
    'GET /v1/staff/services': { rows: [aStaffService({ way: 'home' })] },
    'GET /v1/staff/venues/{code}/sheet': aSheet({ services: [{ code: 'HS-YZ', name: '健康义诊', way: 'home', slots: [slot] }] }),
  })
  show(<BookPage />, { ...opened, slot: slot.id })
  fireEvent.input(await screen.findByRole('textbox', { name: '怎么称呼' }), { target: { value: '孙桂英' } })
  fireEvent.input(screen.getByRole('textbox', { name: '上门地址' }), { target: { value: '3 号楼 2 单元 401' } })
  fireEvent.click(screen.getByRole('radio', { name: '电话里同意' }))
  await tap('约上')
  expect(await screen.findByText('请写电话，上门前要联系')).toBeTruthy()
  expect(calls.map(({ key }) => key)).not.toContain('POST /v1/staff/bookings')
})

test('a wrong phone is said at its field, and what was typed is there after leaving', async () => {
  const errors = [{ path: 'phone', message: '请填写正确的电话号码，例如 13800000000' }]
  api({ 'POST /v1/staff/bookings': { problem: { code: 'badInput', ...problems.badInput, errors } } })
  show(<BookPage />, { ...opened, slot: slot.id })
  fireEvent.input(await screen.findByRole('textbox', { name: '怎么称呼' }), { target: { value: '孙桂英' } })
  fireEvent.input(screen.getByRole('textbox', { name: '电话' }), { target: { value: '138' } })
  fireEvent.click(screen.getByRole('radio', { name: '本人在这里，当面同意' }))
  await tap('约上')
  expect(await screen.findByText('请填写正确的电话号码，例如 13800000000')).toBeTruthy()
  fireEvent.input(screen.getByRole('textbox', { name: '电话' }), { target: { value: '139' } })
  expect(screen.queryByText('请填写正确的电话号码，例如 13800000000')).toBeNull()
  cleanup()
  show(<BookPage />, opened)
  expect((await screen.findByRole<HTMLInputElement>('textbox', { name: '电话' })).value).toBe('139')
})
