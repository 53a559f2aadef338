import { Text, View } from '@tarojs/components'
import type { BookingDetail } from '@doorstep/contract/bookings/views'
import { bookingTraits } from '@doorstep/contract/bookings/words'
import { useElder } from '../../../platform/device/elder'
import { aria } from '../../../ui/aria'
import { Card } from '../../../ui/layout/card'
import { cx } from '../../../ui/cx'
import styles from './detail.module.css'

/** Renders the six digits to show at the counter, in two groups of three; a screen reader reads them one by one. */
export function Code({ of: b }: { of: BookingDetail }) {
  const { elder } = useElder()
  const { confirmed, ended } = bookingTraits[b.state]
  if (!confirmed || ended || b.way === 'home') return null
  return (
    <Card>
      <View className={styles.centred}>预约码，到了给工作人员看</View>
      <View
        className={cx(styles.code, elder && styles.large)}
        {...aria({ role: 'img', label: `预约码 ${b.code.replace(/(\d)(?=\d)/g, '$1 ')}` })}
      >
        <Text>{b.code.slice(0, 3)}</Text>
        <Text>{b.code.slice(3)}</Text>
      </View>
    </Card>
  )
}
