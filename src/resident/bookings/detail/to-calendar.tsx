import { ruleWords } from '@doorstep/contract/rule-words'
import type { BookingDetail } from '@doorstep/contract/bookings/views'
import { bookingTraits } from '@doorstep/contract/bookings/words'
import { useState } from 'react'
import {
  addToCalendar,
  calendarCanUpdate,
  entrySays,
  inCalendar,
  openCalendarFile,
  type CalendarEntry,
} from '../../../platform/device/calendar'
import { useNow } from '../../../platform/api/now'
import type { Problem } from '../../../platform/api/result'
import { Refusal } from '../../../ui/layout/refusal'
import { Announce } from '../../../ui/layout/announce'
import { bookingTitle } from '../../../parts/booking/booking-row'
import { Button } from '../../../ui/input/button'
import { Card } from '../../../ui/layout/card'
import { Stack } from '../../../ui/layout/stack'

/**
 * Renders the button that adds the booking to the phone's calendar; after a move or cancellation, says that the old entry has to be
 * deleted.
 */
export function ToCalendar({ of: b }: { of: BookingDetail }) {
  const { made, seated } = bookingTraits[b.state]
  if (made && !seated) return <OutOfCalendar of={b} />
  return b.state === 'booked' && b.icsUrl !== null ? <IntoCalendar of={b} icsUrl={b.icsUrl} /> : null
}

/** Rendered when an earlier change of the booking was added to the calendar: its entry is still there and still rings. */
function OutOfCalendar({ of: { id, endsAt, icsUrl } }: { of: BookingDetail }) {
  const now = useNow()
  const slot = inCalendar(id)
  const [added] = useState(slot.get)
  const [opened, setOpened] = useState(false)
  if (added === undefined || Date.parse(endsAt) <= now) return null
  const open = () => {
    if (icsUrl === null || !openCalendarFile(icsUrl)) return
    slot.clear()
    setOpened(true)
  }
  return (
    <Card tone="warning">
      <Stack gap={8}>
        <Announce seen>
          {opened
            ? '打开下载的文件，日历里的这一次就去掉了；没有去掉的，请在日历里删掉。'
            : '这次预约取消了，日历里还留着：请在日历里删掉，免得到时候又提醒您。'}
        </Announce>
        {calendarCanUpdate && icsUrl !== null && !opened && (
          <Button block icon="calendar" onTap={open}>
            从日历里去掉
          </Button>
        )}
      </Stack>
    </Card>
  )
}

/** Returns the calendar entry of a booking. Not with its next step: that says 今天 or 明天, and a calendar is read on another day. */
const entryOf = (b: BookingDetail, icsUrl: string): CalendarEntry => ({
  title: bookingTitle(b),
  startsAt: b.startsAt,
  endsAt: b.endsAt,
  place: b.way === 'home' ? (b.address ?? b.place) : `${b.venue.name} ${b.venue.address}`,
  text: [b.bring && `请带：${b.bring}`, b.way === 'home' ? '' : `预约码 ${b.code}`].filter(Boolean).join('\n'),
  icsUrl,
})

function IntoCalendar({ of: b, icsUrl }: { of: BookingDetail; icsUrl: string }) {
  const slot = inCalendar(b.id)
  const [added, setAdded] = useState(slot.get)
  const entry = entryOf(b, icsUrl)
  const shown = entrySays(entry)
  /** What the last tap led to, and of which entry: what was said of an earlier one is untrue of this one. */
  const [last, setLast] = useState<{ of: string; says: string; refused: Problem | undefined }>()
  const { says = '', refused } = last?.of === shown ? last : {}
  const current = added === (typeof added === 'number' ? b.sequence : shown)
  const stale = added !== undefined && !current
  const add = async () => {
    const result = await addToCalendar(entry)
    if (result.ok) {
      slot.set(shown)
      setAdded(shown)
    }
    setLast({
      of: shown,
      says: result.ok ? ruleWords.inCalendar : result.problem.code === 'cancelled' ? '' : result.problem.detail,
      refused: result.ok ? undefined : result.problem,
    })
  }
  return (
    <Stack gap={4}>
      <Button block icon="calendar" onTap={add}>
        {current ? '再加一次到日历' : stale ? '把改过的加到日历' : '加到日历'}
      </Button>
      {stale && (
        <Announce seen>
          {`预约改过了，手机日历里还是旧的：请再加一次${calendarCanUpdate ? '，日历会跟着改' : '，旧的请在日历里删掉'}。`}
        </Announce>
      )}
      {says !== '' && <Announce seen>{says}</Announce>}
      <Refusal problem={refused} />
    </Stack>
  )
}
