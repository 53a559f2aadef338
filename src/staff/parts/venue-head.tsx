import { View } from '@tarojs/components'
import { useMe } from '../../platform/api/me'
import { replace } from '../../platform/navigation/navigate'
import type { PageName } from '../../platform/navigation/pages'
import { useRead } from '../../platform/api/query'
import { useWide } from '../../platform/device/wide'
import { aria } from '../../ui/aria'
import { cx } from '../../ui/cx'
import { doorsOf } from './venue-doors'
import styles from './venue-head.module.css'

/**
 * Renders, on a wide screen, the venue's name and links to its other pages. Nothing on a phone, which has the back button, or without a
 * venue.
 */
export function VenueHead({ venue, here }: { venue: string; here: PageName }) {
  const wide = useWide()
  const { value: me } = useMe()
  const venues = useRead('GET /v1/staff/venues', {}, { when: wide && venue !== '' })
  if (!wide || venue === '') return null
  const name = venues.value?.rows.find((row) => row.venue.code === venue)?.venue.name
  const open = (page: PageName) => (page === here ? undefined : replace(page, { venue }))
  return (
    <View className={styles.head} {...aria({ role: 'navigation', label: '服务点' })}>
      <View className={styles.name} onClick={() => void replace('staff/venues')} {...aria({ role: 'link', label: '全部服务点' })}>
        {name ?? '服务点'}
      </View>
      {doorsOf(me).map(({ page, title }) => (
        <View
          key={page}
          className={cx(styles.door, page === here && styles.here)}
          onClick={() => void open(page)}
          {...aria({ role: 'link', label: title, selected: page === here })}
        >
          {title}
        </View>
      ))}
    </View>
  )
}
