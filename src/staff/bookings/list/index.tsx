import { ruleWords } from '@doorstep/contract/rule-words'
import type { StaffBookingRow } from '@doorstep/contract/bookings/staff-views'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { go, useParams } from '../../../platform/navigation/navigate'
import { useAgainAt, usePages, useRead } from '../../../platform/api/query'
import { useReachEnd } from '../../../platform/navigation/scrolling'
import { useWide } from '../../../platform/device/wide'
import { Button } from '../../../ui/input/button'
import { Card } from '../../../ui/layout/card'
import { Empty } from '../../../ui/layout/empty'
import { StaffField } from '../../parts/fields/staff-field'
import { Screen } from '../../../ui/layout/screen'
import { Skeleton } from '../../../ui/layout/skeleton'
import { Tabs } from '../../../ui/layout/tabs'
import { Trouble } from '../../../ui/layout/trouble'
import { VenueHead } from '../../parts/venue-head'
import { BookingDeskWithButtons } from '../parts/booking-desk'
import { BookingRow } from '../parts/booking-row'
import { PhoneCard } from '../parts/phone-card'
import styles from './index.module.css'

/** The lists of bookings, and the text of an empty one. */
const views = {
  pending: { label: '待确认', none: '没有等您确认的预约', why: '有新的会马上出现在这里。' },
  appeals: { label: '申诉', none: '没有要答复的申诉', why: '居民说明没来的原因后会出现在这里。' },
  home: { label: '上门', none: '没有要安排的上门', why: '居民约了上门服务会出现在这里。' },
  calls: { label: '要打电话', none: '没有要打电话告诉的人', why: '代约的人没有账号：取消了或改了时间，会出现在这里。' },
  find: { label: '查找', none: '没有找到', why: ruleWords.notFoundBooking },
} as const

type ListView = keyof typeof views
const isView = (value: string): value is ListView => value in views

/**
 * Renders 预约: the bookings that wait for staff, list by list, and a search by name, phone or code. On a wide screen the chosen one is shown
 * next to the list.
 */
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
          <StaffField
            readBy="nobody"
            label="找一个预约"
            help={ruleWords.searchHelp}
            max={40}
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
  useAgainAt(booking, booking.value?.actionsUntil)
  if (booking.value) return <BookingDeskWithButtons of={booking.value} />
  return booking.problem ? <Trouble problem={booking.problem} again={booking.again} /> : <Skeleton shape="detail" />
}
