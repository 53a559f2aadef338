import { act, screen, waitFor } from '@testing-library/react'
import { aBooking } from '../../../testing/bookings'
import { fakeApi } from '../../../testing/fake-api'
import { device } from '../../../testing/taro'
import { book, bookApi, held, letGo, openSheet, replaced, tap, wentTo } from '../testing'

type Booked = ReturnType<typeof aBooking> | { problem: { code: 'slotGone'; status: number; detail: string } }

/** Opens the sheet and books; the answer comes when the test gives it. */
const onItsWay = async () => {
  const answers: ((answer: Booked) => void)[] = []
  const calls = fakeApi(bookApi({ 'POST /v1/bookings': () => new Promise((answer) => answers.push(answer)) }))
  const { unmount } = await openSheet()
  await tap('button', book)
  await waitFor(() => expect(answers).toHaveLength(1))
  return { calls, unmount, answer: (booked: Booked) => act(() => Promise.resolve(answers[0]?.(booked))) }
}

test('a page left while the booking is on its way does not undo it, and leaves what is behind', async () => {
  const { calls, unmount, answer } = await onItsWay()
  unmount()
  await answer(aBooking())
  await act(() => Promise.resolve())
  expect(letGo(calls)).toEqual([])
  expect(replaced()).toEqual([])
})

test('a page left while the booking is on its way lets the place go once it is refused', async () => {
  const { calls, unmount, answer } = await onItsWay()
  unmount()
  await answer({ problem: { code: 'slotGone', status: 409, detail: '这个时段刚刚停办' } })
  await waitFor(() => expect(letGo(calls)).toEqual([held.id]))
})

test.each([
  ['leads back to its times', true, ['/resident/services/detail/index?code=S-CHECK']],
  ['is only said', false, []],
])('a booking refused after its page was left %s', async (_, confirm, opens) => {
  device.showModal.mockResolvedValue({ confirm })
  const { unmount, answer } = await onItsWay()
  unmount()
  await answer({ problem: { code: 'slotGone', status: 409, detail: '这个时段刚刚停办' } })
  await waitFor(() => expect(device.showModal).toHaveBeenCalledTimes(1))
  expect(device.showModal).toHaveBeenCalledWith(expect.objectContaining({ title: '没有约上', content: '老年人健康体检：这个时段刚刚停办' }))
  await waitFor(() => expect(wentTo()).toEqual(opens))
})

test('a booking refused while its sheet is open is said there alone', async () => {
  const { answer } = await onItsWay()
  await answer({ problem: { code: 'slotGone', status: 409, detail: '这个时段刚刚停办' } })
  expect(await screen.findByText('这个时段刚刚停办')).toBeTruthy()
  expect(device.showModal).not.toHaveBeenCalled()
})

test('the sheet stays until it is known whether the time is booked', async () => {
  const { calls, answer } = await onItsWay()
  await tap('button', '关闭')
  expect(screen.getByRole('dialog')).toBeTruthy()
  expect(letGo(calls)).toEqual([])
  await answer(aBooking())
  await waitFor(() => expect(replaced()).toEqual([`/resident/bookings/detail/index?id=${held.id}`]))
})
