import { screen } from '@testing-library/react'
import { show } from '../../../testing/show'
import { aCall, aSheetSlot, aStaffBookingRow } from '../../../testing/venues'
import { ServiceSheet } from './service-sheet'

const sheetOf = (bookings: ReturnType<typeof aStaffBookingRow>[], way: 'slot' | 'home' = 'slot') =>
  show(
    <ServiceSheet
      of={{ code: 'HS-YZ', name: '健康义诊', way, slots: [aSheetSlot(1, { taken: 0, bookings })] }}
      venue="HS-DQ"
      day="2026-11-24"
      open
    />,
  )

test('whom the place called off stays on the sheet, and says who is still to be called', () => {
  sheetOf([
    aCall(1, { name: '吴代约' }),
    aStaffBookingRow(2, { name: '孙桂英', state: 'cancelled' }),
    aStaffBookingRow(3, { name: '周建国' }),
  ])
  expect(screen.getByRole('button', { name: /^吴代约，已取消.*要打电话告诉/ })).toBeTruthy()
  expect(screen.getByText('吴代约').className).toContain('off')
  expect(screen.getByRole('button', { name: /^孙桂英，已取消/ }).textContent).not.toContain('要打电话告诉')
  expect(screen.getByText('周建国').className).not.toContain('off')
})

test('a home visit says where to go, and who goes', () => {
  const visit = { way: 'home', place: '上门', address: '槐树里 3 号楼 2 单元 401' } as const
  sheetOf([aStaffBookingRow(1, { ...visit, helper: { code: 'W003', name: '李明' } })], 'home')
  expect(screen.getByText(/槐树里 3 号楼 2 单元 401 · 李明去/)).toBeTruthy()
})
