import type { GridCard } from '@doorstep/contract/grids'
import type { NoticeRow } from '@doorstep/contract/notices'
import type { Underway } from '@doorstep/contract/underway'
import { useCurrentGrid, type CurrentGrid } from '../../platform/place/current-grid'
import { useRead, type Read } from '../../platform/api/query'
import { useGridCard } from '../../parts/grid-card'

export interface Home {
  door: CurrentGrid
  /** The page's own read: the grid card, undefined in it while no grid is known. */
  of: Read<{ card: GridCard | undefined }>
  underway: Read<Underway>
  notices: Read<{ rows: NoticeRow[] }>
}

/**
 * Returns the read the page depends on: the account, then the card of its grid. A grid that was removed counts as none: the resident is
 * asked to find theirs again. What is under way decides what stands first: the page waits for that answer, so that nothing on it jumps.
 */
function foundation(door: CurrentGrid, card: Read<GridCard>, underway: Read<Underway>): Home['of'] {
  if (!door.known) return { ...door.me, value: undefined }
  if (door.signedIn && underway.waiting && !card.problem) return { ...card, value: undefined, waiting: true }
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
  const underway = useRead('GET /v1/underway', {}, { when: door.signedIn, live: true })
  const notices = useRead(
    'GET /v1/notices',
    { query: { limit: '3', ...(!door.home && door.gridCode !== undefined && { grid: door.gridCode }) } },
    { when: known && door.known },
  )
  const of = foundation(door, card, underway)
  const again = async () => {
    const reads = [...(door.signedIn ? [door.me, underway] : []), ...(known ? [card, notices] : [])]
    await Promise.all(reads.map((read) => read.again()))
  }
  return { door, of: { ...of, again }, underway, notices }
}
