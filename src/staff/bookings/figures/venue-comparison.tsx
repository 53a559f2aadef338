import type { VenueFigures } from '@doorstep/contract/bookings/staff-views'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { useRead } from '../../../platform/api/query'
import { useWide } from '../../../platform/device/wide'
import { aria } from '../../../ui/aria'
import { Button } from '../../../ui/input/button'
import { Card } from '../../../ui/layout/card'
import { Stack } from '../../../ui/layout/stack'
import { Trouble } from '../../../ui/layout/trouble'
import { Words } from '../../../ui/display/words'
import styles from './venue-comparison.module.css'
import { outOf, percentSays } from './shares'

const columns = ['预约', '没有到', '自己取消', '服务点取消', '等候'] as const
/** Number of rows shown at once: a district may have hundreds of venues, and WeChat limits the nodes of a page. */
const step = 20

/** Returns the cells of a venue's row. */
const cellsOf = ({ booked, missed, cancelled, calledOff, wait }: VenueFigures) => [
  String(booked),
  ...[missed, cancelled, calledOff].map((share) => (share.of === 0 ? '没有数' : `${percentSays(share)} · ${outOf(share)}`)),
  wait === null ? '说不准' : `${wait.minutes} 分钟`,
]

/** Renders venues side by side, with a total; tapping one shows its figures. */
export function VenueComparison({ from, until, open }: { from: string; until: string; open: (code: string) => void }) {
  const wide = useWide()
  const compared = useRead('GET /v1/staff/place-figures', { query: { from, until } })
  const [shown, setShown] = useState(step)
  const { value } = compared
  if (!value) return compared.problem ? <Trouble problem={compared.problem} again={compared.again} /> : null
  const row = (key: string, name: string, figures: VenueFigures, onTap?: () => void) => {
    const cells = cellsOf(figures)
    const says = columns.map((column, at) => `${column} ${cells[at] ?? ''}`)
    const label = [name, ...says].join('，')
    return (
      <View key={key} className={wide ? styles.across : styles.row} onClick={onTap} {...aria({ role: onTap ? 'button' : 'group', label })}>
        <View className={styles.name}>{name}</View>
        {wide ? cells.map((cell, at) => <View key={columns[at]}>{cell}</View>) : <View className={styles.says}>{says.join('，')}</View>}
      </View>
    )
  }
  return (
    <View className={styles.card}>
      <Card title="各服务点比一比">
        <Stack gap={8}>
          <Words size={13} tone="third">
            点一个服务点，上面就看它的数字。等候取中间那一位，不到 5 位的说不准。
          </Words>
          {wide && (
            <View className={styles.across} {...aria({ hidden: true })}>
              <View>服务点</View>
              {columns.map((column) => (
                <View key={column}>{column}</View>
              ))}
            </View>
          )}
          {row('', '全部', value.all)}
          {value.rows.slice(0, shown).map(({ code, name, ...figures }) => row(code, name, figures, () => open(code)))}
          {value.rows.length > shown && (
            <Button kind="quiet" block onTap={() => setShown(shown + step)}>
              看更多
            </Button>
          )}
        </Stack>
      </Card>
    </View>
  )
}
