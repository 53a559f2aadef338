import { act, fireEvent, screen } from '@testing-library/react'
import { aResident } from '../../../testing/grids'
import { fakeApi } from '../../../testing/fake-api'
import { show, signedInAs } from '../../../testing/show'
import { aManagedVenue } from '../../../testing/venues'
import { Print } from './print'

test.each([
  ['gives services there', ['HS-YZ'], false],
  ['keeps the place', null, true],
])('who %s prints the sheet; the poster is the place’s', async (_, only, poster) => {
  signedInAs()
  fakeApi({ 'GET /v1/session': aResident(), 'GET /v1/staff/venues': { rows: [aManagedVenue({ only })] } })
  show(<Print venue="HS-DQ" day="2026-11-24" />)
  await act(() => {
    fireEvent.click(screen.getByRole('button', { name: '打印' }))
    return Promise.resolve()
  })
  expect(await screen.findByText('这一天的当日表')).toBeTruthy()
  await act(() => Promise.resolve())
  expect(screen.queryByText('签到码海报') !== null).toBe(poster)
})
