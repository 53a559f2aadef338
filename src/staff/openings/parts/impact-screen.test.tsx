import type { Impact } from '@doorstep/contract/openings/views'
import { fireEvent, screen } from '@testing-library/react'
import { act, useState } from 'react'
import { problems } from '@doorstep/contract/problems'
import type { Result } from '../../../platform/api/result'
import { show } from '../../../testing/show'
import { device } from '../../../testing/taro'
import { anAffectedBooking, anImpact } from '../../../testing/venues'
import { ImpactScreen, type Decision } from './impact-screen'

const tap = async (name: string | RegExp) => {
  await act(() => {
    fireEvent.click(screen.getByRole('button', { name }))
    return Promise.resolve()
  })
}
const changed: Result<unknown> = { ok: false, problem: { type: '', title: '', code: 'hitsChanged', ...problems.hitsChanged } }

/** Renders the screen as a page does: a recheck replaces the first impact with `then`. */
function confirm(first: Impact, then: Impact, answers: Result<unknown>[]) {
  const sent: Decision[] = []
  const done = jest.fn()
  function Page() {
    const [hits, setHits] = useState(first)
    return (
      <ImpactScreen
        hits={hits}
        name="test"
        usual=""
        save={(decision) => {
          sent.push(decision)
          return Promise.resolve(answers[sent.length - 1] ?? { ok: true, value: undefined })
        }}
        recheck={() => {
          setHits(then)
          return Promise.resolve()
        }}
        back={() => undefined}
        done={done}
      />
    )
  }
  show(<Page />)
  return { sent, done }
}
const write = (text: string) => fireEvent.input(screen.getByRole('textbox'), { target: { value: text } })

test('nobody is called off or kept by default: the way and a reason are asked for', async () => {
  const { sent } = confirm(anImpact({ rows: [anAffectedBooking(1)] }), anImpact(), [])
  await tap('保存')
  expect(screen.getByText('请选怎样对待已经约好的人')).toBeTruthy()
  expect(screen.getByText('请写明原因')).toBeTruthy()
  expect(sent).toEqual([])
  write('管道检修')
  expect(screen.queryByText('请写明原因')).toBeNull()
  expect(screen.getByText('请选怎样对待已经约好的人')).toBeTruthy()
})

test('the button says how many it calls off, and the reason goes with them', async () => {
  const { sent, done } = confirm(anImpact({ rows: [anAffectedBooking(1), anAffectedBooking(2)] }), anImpact(), [])
  fireEvent.click(screen.getByRole('radio', { name: /^取消这些预约/ }))
  write('管道检修，当天停水')
  await tap('保存，取消 2 个预约')
  expect(sent).toEqual([{ digest: 'digest-1', hits: 'callOff', reason: '管道检修，当天停水' }])
  expect(done).toHaveBeenCalled()
})

test('when somebody booked meanwhile it looks again, keeps what was written, and saves only after another yes', async () => {
  const later = anImpact({ rows: [anAffectedBooking(1), anAffectedBooking(2, { name: '赵*' })], digest: 'digest-2' })
  const { sent, done } = confirm(anImpact({ rows: [anAffectedBooking(1)] }), later, [changed])
  fireEvent.click(screen.getByRole('radio', { name: /^照样接待他们/ }))
  write('管道检修')
  await tap('保存')
  expect(screen.getByText(problems.hitsChanged.detail)).toBeTruthy()
  expect(screen.getByText('影响 2 个预约')).toBeTruthy()
  expect(screen.getByRole<HTMLTextAreaElement>('textbox').value).toBe('管道检修')
  expect(done).not.toHaveBeenCalled()
  await tap('保存')
  expect(sent.map(({ digest }) => digest)).toEqual(['digest-1', 'digest-2'])
  expect(done).toHaveBeenCalled()
})

test('whoever has no account is shown with their number, and how many are told at once and how many must be called', async () => {
  const rows = [anAffectedBooking(1), anAffectedBooking(2), anAffectedBooking(3, { name: '吴**', hasAccount: false, phone: '13900001111' })]
  confirm(anImpact({ rows }), anImpact(), [])
  expect(screen.getByText(/2 个能马上收到通知，1 个要打电话。/)).toBeTruthy()
  expect(screen.getAllByText('没用小程序，要打电话')).toHaveLength(1)
  expect(screen.getByRole('radio', { name: /^取消这些预约/ }).textContent).toContain(
    '马上告诉其中 2 个原因，并给出别的时间；另外 1 个没用小程序，要由您打电话',
  )
  await tap('打电话，13900001111')
  expect(device.makePhoneCall).toHaveBeenCalledWith({ phoneNumber: '13900001111' })
})

test('numbers without a booking that wait are counted, and what becomes of them', () => {
  confirm(anImpact({ numbers: 3 }), anImpact(), [])
  expect(screen.getByText(/另有 3 个现场取的号在等：停办后还没叫到的，号就结束，会告诉他们。/)).toBeTruthy()
})

test('what becomes of the numbers follows what is chosen for the bookings', () => {
  confirm(anImpact({ rows: [anAffectedBooking(1)], numbers: 3 }), anImpact(), [])
  expect(screen.getByText(/另有 3 个现场取的号在等。/)).toBeTruthy()
  fireEvent.click(screen.getByRole('radio', { name: /^取消这些预约/ }))
  expect(screen.getByText(/在等：停办后还没叫到的/)).toBeTruthy()
  fireEvent.click(screen.getByRole('radio', { name: /^照样接待他们/ }))
  expect(screen.getByText(/另有 3 个现场取的号在等：窗口照常叫。/)).toBeTruthy()
})

test('a change that hits nobody asks for no decision about people', async () => {
  const { sent } = confirm(anImpact({ slotsAdded: 12 }), anImpact(), [])
  expect(screen.getByText('不影响已经约好的人')).toBeTruthy()
  expect(screen.queryByRole('radio')).toBeNull()
  write('加开周六')
  await tap('保存')
  expect(sent).toEqual([{ digest: 'digest-1', hits: 'keep', reason: '加开周六' }])
})
