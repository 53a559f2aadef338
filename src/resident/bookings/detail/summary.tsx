import { dayMs } from '@doorstep/contract/time-words'
import { View } from '@tarojs/components'
import type { BookingDetail } from '@doorstep/contract/bookings/views'
import { bookingStateWords, bookingTraits } from '@doorstep/contract/bookings/words'
import { serviceWays } from '@doorstep/contract/services/words'
import { useElder } from '../../../platform/device/elder'
import { useNow } from '../../../platform/api/now'
import { canReadAloud } from '../../../platform/device/media/speech'
import { Announce } from '../../../ui/layout/announce'
import { bookingTitle } from '../../../parts/booking/booking-row'
import { Card } from '../../../ui/layout/card'
import { Chip } from '../../../ui/display/chip'
import { dayName, lasting, span, timeOfDay } from '../../../ui/format'
import { ReadAloud } from '../../../ui/display/read-aloud'
import { Stack } from '../../../ui/layout/stack'
import { Words } from '../../../ui/display/words'
import styles from './detail.module.css'

const soon = dayMs

/** Returns the state of the booking as sentences to be read aloud. */
const aloud = (b: BookingDetail, now: number) => {
  const { name, means } = bookingStateWords[b.state]
  return [bookingTitle(b), span(b.startsAt, b.endsAt, now), b.place, name, b.next || means, b.bring && `请带：${b.bring}`]
    .filter(Boolean)
    .join('。')
}

/** Renders what is booked, its state, and when, the largest text of the page. */
export function BookingSummary({ of: b }: { of: BookingDetail }) {
  const { elder } = useElder()
  const now = useNow()
  const { name, means, tone } = bookingStateWords[b.state]
  const { ended, came } = bookingTraits[b.state]
  const left = Date.parse(b.startsAt) - now
  return (
    <>
      <View>
        <Stack across gap={8} wraps>
          <Words size={20} bold heading>
            {bookingTitle(b)}
          </Words>
          <Chip tone={tone}>{name}</Chip>
        </Stack>
        {!elder && (
          <Words size={15} tone="second">
            {[b.providerName, b.way === 'slot' ? '' : serviceWays[b.way], b.seats > 1 ? `${b.seats} 个位置` : '']
              .filter(Boolean)
              .join(' · ')}
          </Words>
        )}
        <Announce>{`${name}。${b.next || means}`}</Announce>
      </View>
      <Card {...(ended ? {} : { tone: 'info' as const })}>
        <View className={styles.when}>
          <View>{b.way === 'home' ? '上门时间' : '预约时间'}</View>
          {!ended && !came && left > 0 && left < soon && (
            <Chip tone="info" onTint>
              {lasting('还有', left)}
            </Chip>
          )}
        </View>
        <View className={styles.big}>{dayName(b.startsAt, now)}</View>
        <View className={styles.big}>
          {timeOfDay(b.startsAt)}–{timeOfDay(b.endsAt)}
        </View>
        <View className={styles.next}>{b.next || means}</View>
        {b.state === 'pending' && b.approveBy !== null && <View className={styles.next}>到时没有答复，位置会放开并通知您</View>}
      </Card>
      {elder && canReadAloud() && (
        <Stack across>
          <ReadAloud text={aloud(b, now)} />
        </Stack>
      )}
    </>
  )
}
