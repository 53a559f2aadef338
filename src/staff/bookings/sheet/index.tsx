import { View } from '@tarojs/components'
import { useState } from 'react'
import { useMe } from '../../../platform/api/me'
import { go, useParams } from '../../../platform/navigation/navigate'
import { useNow } from '../../../platform/api/now'
import { useRead } from '../../../platform/api/query'
import { useWide } from '../../../platform/device/wide'
import { Button } from '../../../ui/input/button'
import { Card } from '../../../ui/layout/card'
import { cx } from '../../../ui/cx'
import { dayAt, dayName } from '../../../ui/format'
import { Screen } from '../../../ui/layout/screen'
import { Words } from '../../../ui/display/words'
import { setsRules } from '../../parts/venue-doors'
import { VenueHead } from '../../parts/venue-head'
import { DaySwitch } from './day-switch'
import styles from './index.module.css'
import { Print } from './print'
import { ServiceSheet } from './service-sheet'

/** Renders 当日表: one day of a venue, by service and slot: who comes, and whom to phone. */
export default function SheetPage() {
  const { venue, day: opened } = useParams('venue', 'day')
  const today = dayAt(useNow())
  const [chosen, setDay] = useState(opened)
  const day = chosen === '' ? today : chosen
  const sheet = useRead('GET /v1/staff/venues/{code}/sheet', { params: { code: venue }, query: { day } }, { live: true })
  const { value: me } = useMe()
  const wide = useWide()
  const add = () => go('staff/bookings/book', { venue, day })
  return (
    <Screen
      of={sheet}
      wide
      head={
        <>
          <VenueHead venue={venue} here="staff/bookings/sheet" />
          <DaySwitch day={day} today={today} onDay={setDay} />
        </>
      }
      bar={
        <View className={cx(styles.bar, wide && styles.wideBar)}>
          <Print venue={venue} day={day} />
          {setsRules(me) && (
            <Button label={`停办，${dayName(day)}`} onTap={() => go('staff/openings/closure', { venue, from: day, until: day })}>
              停办
            </Button>
          )}
          <Button kind="primary" onTap={add}>
            替人预约
          </Button>
        </View>
      }
    >
      {(value) => {
        const booked = value.services.filter(({ slots }) => slots.length > 0)
        const first = booked.find(({ slots }) => slots.some(({ bookings }) => bookings.length > 0)) ?? booked[0]
        return (
          <View className={cx(styles.sheet, wide && styles.wide)}>
            {value.says !== null && (
              <Card tone="warning">
                <Words>{value.says}</Words>
              </Card>
            )}
            {booked.length === 0 && (
              <Card>
                <Words tone="second">{dayName(day)}没有开放的时段。要看别的日子，点上面的日期。</Words>
              </Card>
            )}
            {booked.map((service) => (
              <ServiceSheet key={`${day} ${service.code}`} of={service} venue={venue} day={day} open={wide || service === first} />
            ))}
          </View>
        )
      }}
    </Screen>
  )
}
