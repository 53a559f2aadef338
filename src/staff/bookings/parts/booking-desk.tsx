import { ruleWords } from '@doorstep/contract/rule-words'
import { bookingMachine } from '@doorstep/contract/bookings/machine'
import { bookingStateWords } from '@doorstep/contract/bookings/words'
import type { StaffBooking } from '@doorstep/contract/bookings/staff-views'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { callPhone } from '../../../platform/device/call'
import { useNow } from '../../../platform/api/now'
import { ActButtons } from '../../../ui/input/act-buttons'
import { Button } from '../../../ui/input/button'
import { Card } from '../../../ui/layout/card'
import { Chip } from '../../../ui/display/chip'
import { moment, span, timeLeft } from '../../../ui/format'
import { Stack } from '../../../ui/layout/stack'
import { Timeline } from '../../../ui/display/timeline'
import { Words } from '../../../ui/display/words'
import { ActForm } from './act-form'
import { actsFor, type CounterAct } from './acts'
import { PhoneCard } from './phone-card'
import styles from './booking-desk.module.css'

/** Renders a label and its value; nothing where there is none. */
function Fact({ name, children }: { name: string; children: string | null | undefined }) {
  if (children == null || children === '') return null
  return (
    <View className={styles.fact}>
      <View className={styles.name}>{name}</View>
      <View className={styles.value}>{children}</View>
    </View>
  )
}

/** Returns who goes to the home, and whether they filed leave since, in which case somebody else must go. */
function whoGoes({ helper, helpers, state }: StaffBooking) {
  if (helper === null) return '还没有安排'
  const away = state === 'booked' && helpers.some(({ code, onLeave }) => code === helper.code && onLeave)
  return away ? `${helper.name}那时请假，请另外安排` : helper.name
}

function Who({ of: booking }: { of: StaffBooking }) {
  const { phone, name, state } = booking
  const now = useNow()
  const words = bookingStateWords[state]
  const missed = booking.misses > 0 ? `${ruleWords.noShows(booking.misses)}${booking.exempt ? '，按规定不限制' : ''}` : null
  return (
    <Card>
      <Stack gap={12}>
        <View className={styles.head}>
          <View className={styles.who}>
            <Words size={20} bold heading>
              {name}
            </Words>
            <Words size={15} tone="second">
              {booking.serviceName}
            </Words>
          </View>
          <Chip tone={words.tone}>{words.name}</Chip>
        </View>
        <Words size={24} bold>
          {span(booking.startsAt, booking.endsAt, now)}
        </Words>
        {booking.approveBy !== null && (
          <Words size={15} tone="warning">
            请在{moment(booking.approveBy, now)} 前答复，{timeLeft(booking.approveBy, now)}
          </Words>
        )}
        {phone !== null && (
          <Button block icon="phone" label={`给${name}打电话`} onTap={() => callPhone(phone)}>
            {phone}
          </Button>
        )}
        <View>
          <Fact name="预约码">{booking.code}</Fact>
          <Fact name="地点">{booking.place}</Fact>
          <Fact name="上门地址">{booking.address}</Fact>
          <Fact name="谁去">{booking.way === 'home' ? whoGoes(booking) : null}</Fact>
          <Fact name="几位">{booking.seats > 1 ? `${booking.seats} 位` : null}</Fact>
          <Fact name="替谁约">{booking.forName === name ? null : booking.forName}</Fact>
          <Fact name="单位联系人">{booking.contact}</Fact>
          <Fact name="怎么约的">{booking.byStaff ? `工作人员代约${booking.hasAccount ? '' : '，没有账号'}` : null}</Fact>
          <Fact name="备注">{booking.note}</Fact>
          <Fact name="原因">{booking.reason}</Fact>
          <Fact name="爽约">{missed}</Fact>
        </View>
      </Stack>
    </Card>
  )
}

interface DeskProps {
  of: StaffBooking
  doing: CounterAct | undefined
  start: (act: CounterAct | undefined) => void
}

/** Renders one booking for the venue's staff: who, when, the notes, and what has happened. */
export function BookingDesk({ of: booking, doing, start }: DeskProps) {
  const { appeal, events } = booking
  if (doing) return <ActForm key={doing} act={doing} of={booking} done={() => start(undefined)} />
  return (
    <Stack>
      {booking.actions.includes('called') && <PhoneCard of={booking} />}
      <Who of={booking} />
      {appeal && (
        <Card title="居民说明没来的原因" tone={appeal.answer === null ? 'warning' : undefined}>
          <Stack gap={4}>
            <Words asWritten>{appeal.text}</Words>
            <Words size={15} tone="second">
              {moment(appeal.at)}
              {appeal.answer !== null && ` · 已答复：${appeal.answer}`}
            </Words>
          </Stack>
        </Card>
      )}
      <Card title="经过">
        <Timeline
          steps={events.map(({ seq, title, text, by, at }, index) => ({
            key: String(seq),
            title,
            line: [by, text].filter(Boolean).join('：'),
            at,
            state: index === events.length - 1 ? 'now' : 'done',
          }))}
        />
      </Card>
    </Stack>
  )
}

/** Renders the buttons the state machine allows on a booking. */
export function BookingButtons({ of: booking, start }: { of: StaffBooking; start: (act: CounterAct) => void }) {
  const acts = actsFor(booking)
  return <ActButtons acts={acts} labelOf={(act) => bookingMachine[act].label} start={start} none="这次预约现在不用您做什么" />
}

/** Renders the same next to a list, with its buttons below. */
export function BookingDeskWithButtons({ of: booking }: { of: StaffBooking }) {
  const [doing, setDoing] = useState<CounterAct>()
  return (
    <Stack>
      <BookingDesk of={booking} doing={doing} start={setDoing} />
      {!doing && (
        <View className={styles.bar}>
          <BookingButtons of={booking} start={setDoing} />
        </View>
      )}
    </Stack>
  )
}
