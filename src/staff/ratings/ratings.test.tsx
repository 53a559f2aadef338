import { act, fireEvent, screen } from '@testing-library/react'
import { aResident } from '../../testing/grids'
import { fakeApi } from '../../testing/fake-api'
import { show, signedInAs } from '../../testing/show'
import { aServiceRating } from '../../testing/venues'
import Ratings from './index'

const staffAs = (role: 'gridMember' | 'supervisor') =>
  aResident({ staff: { code: 'X1', name: '郑好', headOf: null, roles: [{ role, area: '990101', areaName: '全区' }], grids: [] } })

test('a rating names its week and what was wrong, never a day or an hour of the service', async () => {
  signedInAs()
  fakeApi({ 'GET /v1/session': aResident(), 'GET /v1/staff/booking-ratings': { rows: [aServiceRating(1)], next: null } })
  show(<Ratings />, { venue: 'V1' })
  expect(await screen.findByText('11月16日那一周 · 槐树社区党群服务站')).toBeTruthy()
  expect(screen.getByText(/等得太久、没有办成/)).toBeTruthy()
})

test.each([
  ['keeps the place answers', 'gridMember', 1],
  ['supervises it reads by when the place must', 'supervisor', 0],
] as const)('who %s', async (_, role, buttons) => {
  signedInAs()
  fakeApi({ 'GET /v1/session': staffAs(role), 'GET /v1/staff/booking-ratings': { rows: [aServiceRating(1)], next: null } })
  show(<Ratings />, { view: 'all' })
  expect(await screen.findByText(buttons === 1 ? /^请在.+前答复/ : /^服务点要在.+前答复/)).toBeTruthy()
  expect(screen.queryAllByRole('button', { name: '答复' })).toHaveLength(buttons)
})

test('an answer that is too short is told so until it is long enough', async () => {
  signedInAs()
  fakeApi({ 'GET /v1/session': staffAs('gridMember'), 'GET /v1/staff/booking-ratings': { rows: [aServiceRating(1)], next: null } })
  show(<Ratings />, { venue: 'V1' })
  const tap = async () => {
    const button = await screen.findByRole('button', { name: '答复' })
    await act(() => Promise.resolve(fireEvent.click(button)))
  }
  await tap()
  await tap()
  expect(screen.getByText(/^请写明查到了什么、怎么改，至少/)).toBeTruthy()
  fireEvent.input(screen.getByRole('textbox', { name: '答复居民' }), { target: { value: '已加一个窗口，等候变短' } })
  expect(screen.queryByText(/^请写明查到了什么、怎么改，至少/)).toBeNull()
})
