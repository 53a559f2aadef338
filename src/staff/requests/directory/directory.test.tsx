import { fireEvent, screen, waitFor } from '@testing-library/react'
import { fakeApi } from '../../../testing/fake-api'
import { show, signedInAs } from '../../../testing/show'
import Directory from '.'

beforeEach(() => signedInAs())

test('of a row of the directory is said how often it was disputed, and why', async () => {
  const row = { code: 'LIGHT', unit: '水务公司', basis: '市政设施', edition: 3, dispatched: 9, disputed: 2, moved: 1, redispatched: 1 }
  const calls = fakeApi({ 'GET /v1/staff/directory-figures': { rows: [{ ...row, reasons: ['灯归城管'] }] } })
  show(<Directory />)
  expect(await screen.findByText('交办 9 件，异议 2 件，改交 2 件')).toBeTruthy()
  expect(screen.getByText(/灯归城管/)).toBeTruthy()
  fireEvent.click(screen.getByText('电话'))
  await waitFor(() => expect(calls.at(-1)?.query).toEqual({ channel: 'phone' }))
})
