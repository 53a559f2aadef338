import { ruleWords } from '@doorstep/contract/rule-words'
import { managesVenues } from '@doorstep/contract/roles'
import { useState } from 'react'
import { useMe } from '../../platform/api/me'
import { useParams } from '../../platform/navigation/navigate'
import { usePages } from '../../platform/api/query'
import { useReachEnd } from '../../platform/navigation/scrolling'
import { Button } from '../../ui/input/button'
import { Screen } from '../../ui/layout/screen'
import { Tabs } from '../../ui/layout/tabs'
import { VenueHead } from '../parts/venue-head'
import { OddBatches } from './odd-batches'
import { RatingCard } from './rating-card'

const views = [
  { value: 'owed', label: '待答复' },
  { value: 'all', label: '全部评价' },
] as const
type View = (typeof views)[number]['value']

/** Renders 差评答复: ratings without an answer, by deadline; and all of them. Nobody sees who gave one. */
export default function Ratings() {
  const { venue, view: opened } = useParams('venue', 'view')
  const [view, setView] = useState<View>(opened === 'all' ? 'all' : 'owed')
  // A supervisor reads what the venues' staff answer.
  const { value: me } = useMe()
  const answers = managesVenues(me?.staff?.roles ?? [])
  const supervises = (me?.staff?.roles ?? []).some(({ role }) => role === 'supervisor')
  const ratings = usePages('GET /v1/staff/booking-ratings', { query: { view, ...(venue !== '' && { venue }) } })
  useReachEnd(ratings.more)
  return (
    <Screen
      of={ratings}
      head={
        <>
          <VenueHead venue={venue} here="staff/ratings" />
          <Tabs label="看哪些评价" options={views} value={view} onChange={setView} />
        </>
      }
      empty={{
        when: (rows) => rows.length === 0,
        icon: 'check',
        title: view === 'owed' ? '没有待答复的差评' : '还没有评价',
        text: ruleWords.ratings,
      }}
    >
      {(rows) => (
        <>
          {supervises && view === 'all' && <OddBatches />}
          {rows.map((rating) => (
            <RatingCard key={rating.id} of={rating} answers={answers} />
          ))}
          {ratings.hasMore && (
            <Button kind="quiet" block busy={ratings.loadingMore} onTap={ratings.more}>
              看更多
            </Button>
          )}
        </>
      )}
    </Screen>
  )
}
