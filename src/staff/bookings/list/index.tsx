import { ruleWords } from '@doorstep/contract/rule-words'
import type { StaffBookingRow } from '@doorstep/contract/bookings/staff-views'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { go, useParams } from '../../../platform/navigation/navigate'
import { usePages, useRead } from '../../../platform/api/query'
import { useReachEnd } from '../../../platform/navigation/scrolling'
import { useWide } from '../../../platform/device/wide'
import { Button } from '../../../ui/input/button'
import { Card } from '../../../ui/layout/card'
import { Empty } from '../../../ui/layout/empty'
import { Field } from '../../../ui/input/field'
import { Screen } from '../../../ui/layout/screen'
import { Skeleton } from '../../../ui/layout/skeleton'
import { Tabs } from '../../../ui/layout/tabs'
import { Trouble } from '../../../ui/layout/trouble'
import { VenueHead } from '../../parts/venue-head'
import { BookingDeskWithButtons } from '../parts/booking-desk'
import { BookingRow } from '../parts/booking-row'
import { PhoneCard } from '../parts/phone-card'
import { isView, views, type View as ListView } from './views'
import styles from './index.module.css'

/** 预约: what waits for staff, list by list, and a search by name, phone or code. On a desk the chosen one stands beside. */
export default function BookingList() {
  const { venue, view: opened } = useParams('venue', 'view')
  const [view, setView] = useState<ListView>(isView(opened) ? opened : 'pending')
  const [typed, setTyped] = useState('')
  const [sought, setSought] = useState('')
  const [picked, setPicked] = useState<StaffBookingRow>()
  const wide = useWide()
  const finding = view === 'find'
  const query = { view, ...(venue !== '' && { venue }), ...(finding && sought !== '' && { q: sought }) }
  const list = usePages('GET /v1/staff/bookings', { query }, { live: true, when: !finding || sought !== '' })
  useReachEnd(list.more)
  const open = wide ? setPicked : ({ id }: StaffBookingRow) => go('staff/bookings/detail', { id })
  const rows = list.value
  const turn = (to: ListView) => {
    setView(to)
    setPicked(undefined)
  }
  const words = views[view]

  const left = (
    <View className={styles.list}>
      {finding && (
        <Card>
          <Field
            label="找一个预约"
            help={ruleWords.searchHelp}
            max={20}
            onText={setTyped}
            onDone={() => setSought(typed.trim())}
            end={
              <Button small icon="search" disabled={typed.trim() === ''} onTap={() => setSought(typed.trim())}>
                找
              </Button>
            }
          />
        </Card>
      )}
      {finding && sought === '' ? null : rows === undefined ? (
        list.problem ? (
          <Trouble problem={list.problem} again={list.again} />
        ) : (
          <Skeleton shape="list" />
        )
      ) : rows.length === 0 ? (
        <Empty icon={finding ? 'search' : 'check'} title={words.none} text={words.why} />
      ) : (
        <>
          {view === 'calls' ? (
            rows.map((row) => <PhoneCard key={row.id} of={row} open={open} />)
          ) : (
            <Card>
              {rows.map((row) => (
                <BookingRow key={row.id} of={row} open={open} />
              ))}
            </Card>
          )}
          {list.hasMore && (
            <Button kind="quiet" block busy={list.loadingMore} onTap={list.more}>
              看更多
            </Button>
          )}
        </>
      )}
    </View>
  )
  const options = Object.entries(views).map(([value, { label }]) => ({ value: value as ListView, label }))
  return (
    <Screen
      wide={wide}
      again={list.again}
      head={
        <>
          <VenueHead venue={venue} here="staff/bookings/list" />
          <Tabs label="看哪些预约" options={options} value={view} onChange={turn} />
        </>
      }
    >
      {wide ? (
        <View className={styles.desk}>
          {left}
          <View className={styles.chosen}>
            {picked ? (
              <Chosen key={picked.id} id={picked.id} />
            ) : (
              <Empty icon="calendar" title="选一个预约" text="在左边点一个，就在这里办。" />
            )}
          </View>
        </View>
      ) : (
        left
      )}
    </Screen>
  )
}

function Chosen({ id }: { id: string }) {
  const booking = useRead('GET /v1/staff/bookings/{id}', { params: { id } }, { live: true })
  if (booking.value) return <BookingDeskWithButtons of={booking.value} />
  return booking.problem ? <Trouble problem={booking.problem} again={booking.again} /> : <Skeleton shape="detail" />
}
