import type { InboxItem } from '@doorstep/contract/requests/views'
import { screen } from '@testing-library/react'
import { readOf } from '../../platform/api/query'
import { show } from '../../testing/show'
import { Items } from './items'

const pages = { ...readOf([]), first: undefined, hasMore: false, loadingMore: false, more: () => undefined }
const item: InboxItem = {
  kind: 'conversation',
  id: '019ab000-0000-7000-8000-000000000001',
  title: '赵女士',
  context: '槐树里 3 号楼',
  stateName: '等您回复',
  waitingSince: '2026-11-23T06:00:00.000Z',
  dueAt: null,
  ordered: false,
  overdue: false,
  mine: false,
  urgedAt: null,
  step: null,
}

test.each([
  ['the state once, where nothing is due', null, /^赵女士，等了 .+，等您回复，消息$/],
  ['the time that is left, which is seen, before the state', '2026-11-23T08:00:00.000Z', /，(剩|超时) [^，]+，消息，等您回复$/],
])('of an item is said %s', (_, dueAt, name) => {
  show(<Items items={[{ ...item, dueAt }]} of={pages} open={() => undefined} />)
  expect(screen.getByRole('button', { name }).textContent).toContain('赵女士')
})

test('what a resident urged says so first, until somebody has said something', () => {
  show(
    <Items
      items={[
        { ...item, urgedAt: new Date(Date.now() - 60_000).toISOString() },
        { ...item, id: 'other' },
      ]}
      of={pages}
      open={() => undefined}
    />,
  )
  expect(screen.getAllByText(/等了/).map(({ textContent }) => /^居民.+ 催过 · 等了/.test(textContent))).toEqual([true, false])
})

const request: InboxItem = { ...item, kind: 'request', id: 'request', dueAt: '2026-11-23T08:00:00.000Z', stateName: '等您定是否延期' }

test('what a request waits for is seen beside its time, and an order names whoever has to answer it', () => {
  show(
    <Items
      items={[
        { ...request, ordered: true, mine: true },
        { ...request, id: 'of a colleague', ordered: true, mine: false },
      ]}
      of={pages}
      open={() => undefined}
    />,
  )
  expect(screen.getAllByText(/等您定是否延期 · 等了/).map(({ textContent }) => textContent.split(' · ')[0])).toEqual([
    '督办等您回应',
    '督办等回应',
  ])
})

test('a row is two lines, so that many are in sight', () => {
  show(<Items items={[request]} of={pages} open={() => undefined} />)
  expect(screen.getByText('赵女士').className).toContain('clip')
  expect(screen.getByText(/等了/).className).toContain('words')
})
