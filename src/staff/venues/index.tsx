import { useMe } from '../../platform/api/me'
import { useRead } from '../../platform/api/query'
import { useWide } from '../../platform/device/wide'
import { Screen } from '../../ui/layout/screen'
import { View } from '@tarojs/components'
import { cx } from '../../ui/cx'
import styles from './index.module.css'
import { doorsOf } from '../parts/venue-doors'
import { VenueCard } from './venue-card'

/** Renders 服务点: the venues the caller manages, today in numbers, and what waits there. */
export default function Venues() {
  const venues = useRead('GET /v1/staff/venues', {}, { live: true })
  const { value: me } = useMe()
  const wide = useWide()
  return (
    <Screen
      of={venues}
      wide
      empty={{
        when: ({ rows }) => rows.length === 0,
        icon: 'services',
        title: '您现在没有要照看的服务点',
        text: '服务点和服务由街道导入，有出入请联系街道。',
      }}
    >
      {({ rows }) => (
        <View className={cx(styles.venues, wide && rows.length > 1 && styles.pair)}>
          {rows.map((row) => (
            <VenueCard key={row.venue.code} of={row} doors={doorsOf(me)} alone={rows.length === 1} />
          ))}
        </View>
      )}
    </Screen>
  )
}
