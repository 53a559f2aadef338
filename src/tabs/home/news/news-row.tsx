import { View } from '@tarojs/components'
import { leftWords, useTimeLeft } from '../../../parts/booking/countdown'
import { useElder } from '../../../platform/device/elder'
import { go } from '../../../platform/navigation/navigate'
import { Chip } from '../../../ui/display/chip'
import { Icon } from '../../../ui/display/icon'
import { ListRow } from '../../../ui/display/list-row'
import { Stack } from '../../../ui/layout/stack'
import styles from '../index.module.css'
import type { News } from './news'

/** Renders one piece of news; what ends goes with its end. In 长辈版 nothing is cut, the words have the whole row, and what stands at the end stands below. */
export function NewsRow({ news: { turn, icon, title, line, end, to } }: { news: News }) {
  const { elder } = useElder()
  const until = end && 'until' in end ? end.until : null
  const left = useTimeLeft(until)
  if (until !== null && left <= 0) return null
  const last =
    end === undefined ? undefined : 'until' in end ? (
      <Chip tone="warning">{leftWords(left, end.until)}</Chip>
    ) : 'ask' in end ? (
      <View className={styles.ask}>{end.ask}</View>
    ) : (
      <Chip tone={end.tone}>{end.chip}</Chip>
    )
  return (
    <ListRow
      lead={
        !elder && (
          <View className={turn === 'goesOn' ? styles.calm : styles.hers}>
            <Icon name={icon} />
          </View>
        )
      }
      title={title}
      line={
        elder && last ? (
          <Stack gap={8}>
            <View>{line}</View>
            <Stack across>{last}</Stack>
          </Stack>
        ) : (
          line
        )
      }
      end={!elder && last}
      chevron={!elder && last === undefined}
      clip
      onTap={() => go(to.page, to.params)}
    />
  )
}
