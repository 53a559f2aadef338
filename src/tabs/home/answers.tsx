import type { BookingRow, WaitingRow } from '@doorstep/contract/bookings/views'
import { View } from '@tarojs/components'
import { useElder } from '../../platform/device/elder'
import { go } from '../../platform/navigation/navigate'
import { bookingTitle } from '../../parts/booking-row'
import { Card } from '../../ui/layout/card'
import { Chip } from '../../ui/display/chip'
import { leftWords, useTimeLeft } from '../../parts/countdown'
import { span } from '../../ui/format'
import { Icon } from '../../ui/display/icon'
import { ListRow } from '../../ui/display/list-row'
import { Stack } from '../../ui/layout/stack'

/** A seat held for the resident for a limited time, which they have to confirm. */
export interface Kept {
  holdId: string
  /** Title: `候补有位置了`. */
  title: string
  what: string
  until: string
  /** Whom it is for, where known: an offer is for the person it was waited for. */
  whose?: 'me' | 'other'
}

/** Returns offers of the waiting list, then unfinished booking forms; the hold behind an offer is not listed again. */
export function keptFor(bookings: readonly BookingRow[], waiting: readonly WaitingRow[]): Kept[] {
  const offers = waiting.flatMap(({ state, holdId, offerUntil, serviceName, startsAt, endsAt, forOther }) =>
    state === 'offered' && holdId !== null && offerUntil !== null
      ? [
          {
            holdId,
            title: forOther ? '给别人等的有位置了' : '候补有位置了',
            what: `${serviceName}，${span(startsAt, endsAt)}，请确认`,
            until: offerUntil,
            whose: forOther ? ('other' as const) : ('me' as const),
          },
        ]
      : [],
  )
  const holds = bookings.flatMap((row) =>
    row.state === 'held' && row.heldUntil !== null && !offers.some(({ holdId }) => holdId === row.id)
      ? [
          {
            holdId: row.id,
            title: '位置给您留着',
            what: `${bookingTitle(row)}，${span(row.startsAt, row.endsAt)}，还没约好`,
            until: row.heldUntil,
          },
        ]
      : [],
  )
  return [...offers, ...holds]
}

function KeptRow({ of: { holdId, title, what, until, whose } }: { of: Kept }) {
  const left = useTimeLeft(until)
  const { elder } = useElder()
  if (left <= 0) return null
  const clock = (
    <Chip tone="warning" onTint>
      {leftWords(left, until)}
    </Chip>
  )
  return (
    <Card tone="warning">
      <ListRow
        lead={<Icon name="clock" />}
        title={title}
        line={
          elder ? (
            <>
              <View>{what}</View>
              <Stack across>{clock}</Stack>
            </>
          ) : (
            what
          )
        }
        end={!elder && clock}
        chevron
        onTap={() => go('services/detail', { holdId, whose })}
      />
    </Card>
  )
}

/** Renders the held seats with their countdowns, the one that expires first on top. */
export const Answers = ({ of }: { of: readonly Kept[] }) => (
  <>
    {of.map((kept) => (
      <KeptRow key={`${kept.holdId} ${kept.until}`} of={kept} />
    ))}
  </>
)
