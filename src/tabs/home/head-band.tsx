import { View } from '@tarojs/components'
import { isFictional } from '@doorstep/contract/people/fictional'
import type { GridCard } from '@doorstep/contract/grids'
import { useState } from 'react'
import type { CurrentGrid } from '../../platform/place/current-grid'
import { useElder } from '../../platform/device/elder'
import { go } from '../../platform/navigation/navigate'
import { aria } from '../../ui/aria'
import { cx } from '../../ui/cx'
import { Icon } from '../../ui/display/icon'
import styles from './index.module.css'
import { SwitchHome } from './switch-home'

interface HeadBandProps {
  door: CurrentGrid
  card: GridCard | undefined
  /** Whether the first card overlaps the band. */
  lifted: boolean
}

const buildingOf = (door: CurrentGrid) => door.home?.building ?? door.looked

/** Renders street and community in the navigation bar, above the band. */
export function Place({ door, card }: Pick<HeadBandProps, 'door' | 'card'>) {
  const { elder } = useElder()
  const community = card?.community.name ?? buildingOf(door)?.communityName
  const place = elder || !card ? community : `${card.street.name} · ${card.community.name}`
  return (
    <View className={styles.place}>
      <Icon name="home" size={18} />
      <View className={styles.grow}>{place ?? '您家门口的事，这里有人管'}</View>
    </View>
  )
}

/** Renders the grid shown, with a switch for several homes. */
export function HeadBand({ door, card, lifted }: HeadBandProps) {
  const [choosing, setChoosing] = useState(false)
  const grid = card?.name ?? buildingOf(door)?.gridName
  const gridCode = card?.code ?? buildingOf(door)?.gridCode
  const several = door.homes.length > 1
  const change = several || (door.home === undefined && grid !== undefined)
  const act = () => {
    if (several) setChoosing(true)
    else void go('grids/find')
  }
  return (
    <View className={cx(styles.band, lifted && styles.bandLong)}>
      <View className={styles.bandLine}>
        <View className={cx(styles.grow, styles.grid)} {...aria({ role: 'heading', level: 1 })}>
          {grid ?? '家门口党支部'}
        </View>
        {gridCode !== undefined && isFictional(gridCode) && <View className={styles.demo}>演示</View>}
        {change && (
          <View className={styles.switch} onClick={act} {...aria({ role: 'button', label: several ? '换一个住处' : '换一个网格' })}>
            {several ? (door.home?.label ?? '换住处') : '换一个'}
            <Icon name="chevron" size={18} />
          </View>
        )}
      </View>
      <SwitchHome open={choosing} homes={door.homes} onClose={() => setChoosing(false)} />
    </View>
  )
}
