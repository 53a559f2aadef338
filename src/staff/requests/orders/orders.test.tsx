import type { OrderRow } from '@doorstep/contract/requests/orders'
import { screen } from '@testing-library/react'
import { fakeApi } from '../../../testing/fake-api'
import { show, signedInAs } from '../../../testing/show'
import Orders from '.'

beforeEach(() => signedInAs())

const row: OrderRow = {
  id: '019ab000-0000-7000-8000-000000000001',
  requestId: '019ab000-0000-7000-8000-000000000002',
  number: '槐3-261123-01',
  title: '楼道灯坏了三天',
  place: '槐树里 3 号楼',
  at: '2026-11-23T06:00:00.000Z',
  text: '请马上办理',
  handler: '李明',
  answerBy: '2026-11-24T10:00:00.000Z',
  overdue: true,
  answered: false,
  ended: false,
}

test('an order that nobody has answered in time is marked by words', async () => {
  fakeApi({ 'GET /v1/staff/orders': { rows: [row, { ...row, id: '019ab000-0000-7000-8000-000000000003', answered: true }], next: null } })
  show(<Orders />)
  expect(await screen.findByText('超时没有回应')).toBeTruthy()
  expect(screen.getByText('已回应')).toBeTruthy()
  // By when it is answered, only while somebody has to.
  expect(screen.getAllByText(/前回应/)).toHaveLength(1)
  expect(screen.getAllByText(/发给李明/)).toHaveLength(2)
})
