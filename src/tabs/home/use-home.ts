import type { BookingRow, WaitingRow } from '@doorstep/contract/bookings/views'
import type { GridCard } from '@doorstep/contract/grids'
import type { NoticeRow } from '@doorstep/contract/notices'
import type { RequestRow } from '@doorstep/contract/requests/views'
import { useCurrentGrid, type CurrentGrid } from '../../platform/place/current-grid'
import { useRead, type Read } from '../../platform/api/query'
import { useGridCard } from '../../parts/grid-card'

export interface Home {
  door: CurrentGrid
  /** The page's own read: the grid card, undefined in it while no grid is known. */
  of: Read<{ card: GridCard | undefined }>
  cases: Read<{ rows: RequestRow[]; next: string | null }>
  bookings: Read<{ rows: BookingRow[]; next: string | null }>
  waiting: Read<{ rows: WaitingRow[] }>
  notices: Read<{ rows: NoticeRow[] }>
}

/**
 * Returns the read the page depends on: the account, then the card of its grid. A grid that was removed counts as none: the resident is
 * asked to find theirs again.
 */
function foundation(door: CurrentGrid, card: Read<GridCard>): Home['of'] {
  if (!door.known) return { ...door.me, value: undefined }
  if (door.gridCode === undefined || (card.value === undefined && card.problem?.code === 'notFound')) {
    return { ...card, value: { card: undefined }, problem: undefined, waiting: false, refreshing: false }
  }
  return { ...card, value: card.value && { card: card.value } }
}

/** Reads everything the home tab shows. */
export function useHome(): Home {
  const door = useCurrentGrid()
  const known = door.gridCode !== undefined
  const card = useGridCard(door.gridCode)
  const mine = { when: door.signedIn, live: true }
  const cases = useRead('GET /v1/requests', { query: { side: 'resident', view: 'open' } }, mine)
  const bookings = useRead('GET /v1/bookings', { query: { view: 'ahead' } }, mine)
  const waiting = useRead('GET /v1/waiting', {}, mine)
  const notices = useRead(
    'GET /v1/notices',
    { query: { limit: '3', ...(!door.home && door.gridCode !== undefined && { grid: door.gridCode }) } },
    { when: known && door.known },
  )
  const of = foundation(door, card)
  const again = async () => {
    const reads = [...(door.signedIn ? [door.me, cases, bookings, waiting] : []), ...(known ? [card, notices] : [])]
    await Promise.all(reads.map((read) => read.again()))
  }
  return { door, of: { ...of, again }, cases, bookings, waiting, notices }
}
