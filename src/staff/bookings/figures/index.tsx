import type { BookingFigures } from '@doorstep/contract/bookings/staff-views'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { useParams } from '../../../platform/navigation/navigate'
import { useNow } from '../../../platform/api/now'
import { useRead } from '../../../platform/api/query'
import { scrollToTop } from '../../../platform/navigation/scrolling'
import { useWide } from '../../../platform/device/wide'
import { aria } from '../../../ui/aria'
import { Card } from '../../../ui/layout/card'
import { cx } from '../../../ui/cx'
import { addDays, dayAt, dayName, moment } from '../../../ui/format'
import { PickerRow } from '../../../ui/input/picker-row'
import { Screen } from '../../../ui/layout/screen'
import { Tabs } from '../../../ui/layout/tabs'
import { Words } from '../../../ui/display/words'
import { VenueHead } from '../../parts/venue-head'
import { Columns, Rows } from './bars'
import styles from './index.module.css'
import { VenueComparison } from './venue-comparison'
import { outOf, percentOf, percentSays, stretchesOf } from './shares'

const ranges = [
  { value: '7', label: '7 天' },
  { value: '30', label: '30 天' },
  { value: '90', label: '90 天' },
] as const
type Range = (typeof ranges)[number]['value']

/** Renders 预约数字: occupancy, no-shows, cancellations and waiting times, as drawings and as tables. */
export default function FiguresPage() {
  const { venue: opened } = useParams('venue')
  // A supervisor manages no venue and opens the page without one: the whole district can be viewed.
  const venues = useRead('GET /v1/venues', {}, { when: opened === '' })
  const [picked, setPicked] = useState('')
  const places = venues.value?.rows ?? []
  const place = places.find(({ code }) => code === picked) ?? places[0]
  const venue = opened === '' ? (place?.code ?? '') : opened
  const [range, setRange] = useState<Range>('30')
  const until = dayAt(useNow())
  const from = addDays(until, 1 - Number(range))
  const look = (code: string) => {
    setPicked(code)
    scrollToTop()
  }
  const figures = useRead('GET /v1/staff/booking-figures', { query: { venue, from, until } }, { when: venue !== '' })
  return (
    <Screen
      of={venues.problem && venue === '' ? { ...figures, problem: venues.problem } : figures}
      wide
      shape="detail"
      head={
        <>
          <VenueHead venue={opened} here="staff/bookings/figures" />
          {place && (
            <View className={styles.place}>
              <PickerRow
                label="哪个服务点"
                value={place.name}
                options={places.map(({ name }) => name)}
                onPick={(index) => setPicked(places[index]?.code ?? '')}
              />
            </View>
          )}
          <Tabs label="看多久" options={ranges} value={range} onChange={setRange} />
        </>
      }
    >
      {(value) => (
        <>
          <Figures of={value} asOf={figures.asOf} />
          {opened === '' && <VenueComparison from={from} until={until} open={look} />}
        </>
      )}
    </Screen>
  )
}

const waitSays = (minutes: number | null, served: number) =>
  minutes === null ? '等候说不准（不到 5 位）' : `等候 ${minutes} 分钟（${served} 位）`

function Figures({ of: f, asOf }: { of: BookingFigures; asOf: number }) {
  const wide = useWide()
  const stretches = stretchesOf(f.days)
  return (
    <View className={styles.cards} style={wide ? { maxWidth: '1200px' } : {}}>
      <Words size={13} tone="third">
        {dayName(f.fromDay)} 到{dayName(f.untilDay)}，数到{moment(asOf)}
      </Words>
      <View className={cx(styles.shares, wide && styles.across)}>
        <Big name="名额用了" value={percentSays(f.used)} sample={outOf(f.used)} formula="已过时段里，约出的位置 ÷ 可约的位置" />
        <Big name="没有到" value={percentSays(f.missed)} sample={outOf(f.missed)} formula="没有到的 ÷ 时间已过的预约" />
        <Big
          name="自己取消"
          value={percentSays(f.cancelled)}
          sample={outOf(f.cancelled)}
          formula={`预约的人自己取消的 ÷ 全部预约；其中临时取消 ${f.cancelledLate.count} 个`}
        />
        <Big
          name="服务点取消"
          value={percentSays(f.calledOff)}
          sample={outOf(f.calledOff)}
          formula="服务点取消的（含打电话请服务点取消的）和系统取消的 ÷ 全部预约"
        />
        <Big name="候补补上" value={percentSays(f.waiting)} sample={outOf(f.waiting)} formula="补上的 ÷ 候补的人次" />
        <Big
          name="等候"
          value={f.wait === null ? '说不准' : `${f.wait.minutes} 分钟`}
          sample={f.wait === null ? '不到 5 位' : `${f.wait.of} 位`}
          formula="到场（或约定时间）到开始办理，取中间那一位"
        />
      </View>
      <View className={cx(styles.cards, wide && styles.wide)}>
        <Columns
          title="每天约了多少"
          formula={stretches.length < f.days.length ? '一根是一周：约出的位置和可约的位置' : '一根是一天：约出的位置和可约的位置'}
          legend={{ value: '约出', of: '可约' }}
          columns={stretches.map(({ from, label, booked, capacity, missed, walkIns }) => ({
            key: from,
            label,
            value: booked,
            of: capacity,
            says: `${label} 约出 ${booked}/${capacity}，没有到 ${missed}，现场 ${walkIns}`,
          }))}
        />
        <Columns
          title="几点人多"
          formula="按取号的钟点，取了多少个号"
          columns={f.hours.map(({ hour, tickets, served, minutes }) => ({
            key: String(hour),
            label: `${hour} 点`,
            value: tickets,
            says: `${hour} 点取号 ${tickets} 个，${waitSays(minutes, served)}`,
          }))}
        />
        <Columns
          title="几点等得久"
          formula="按取号的钟点，等了多少分钟，取中间那一位；不到 5 位的不画"
          columns={f.hours.map(({ hour, served, minutes }) => ({
            key: String(hour),
            label: `${hour} 点`,
            value: minutes ?? 0,
            says: `${hour} 点${waitSays(minutes, served)}`,
          }))}
        />
        <Card title="每项服务用了多少">
          <Rows
            rows={f.services.map(({ code, name, used }) => ({
              key: code,
              label: name,
              percent: percentOf(used),
              says: `${percentSays(used)} · ${outOf(used)}`,
            }))}
          />
        </Card>
        <Card title="每项服务没有到的">
          <Rows
            rows={f.services.map(({ code, name, missed }) => ({
              key: code,
              label: name,
              percent: percentOf(missed),
              says: `${percentSays(missed)} · ${outOf(missed)}`,
            }))}
          />
        </Card>
      </View>
    </View>
  )
}

interface BigProps {
  name: string
  value: string
  sample: string
  formula: string
}

/** Renders one figure: its name, its value, the sample size, and how it is calculated. */
function Big({ name, value, sample, formula }: BigProps) {
  return (
    <View className={styles.share} {...aria({ role: 'group', label: `${name} ${value}，${sample}，${formula}` })}>
      <Words size={15} tone="second">
        {name}
      </Words>
      <View className={styles.big}>{value}</View>
      <Words size={15} tone="second">
        {sample}
      </Words>
      <Words size={13} tone="third">
        {formula}
      </Words>
    </View>
  )
}
