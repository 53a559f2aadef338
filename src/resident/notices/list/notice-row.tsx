import type { NoticeRow as Row } from '@doorstep/contract/notices'
import { Image, View } from '@tarojs/components'
import { fileUrl } from '../../../platform/sending/upload'
import { aria } from '../../../ui/aria'
import { Chip } from '../../../ui/display/chip'
import { cx } from '../../../ui/cx'
import { shortTime } from '../../../ui/format'
import styles from './notice-row.module.css'

/** Renders one notice: title, publisher, time and first picture. An unread one is highlighted. */
export function NoticeRow({ of, onTap }: { of: Row; onTap: () => unknown }) {
  const { title, branchName, publishedAt, thumbUrl, views, read, withdrawn } = of
  const when = publishedAt ? shortTime(publishedAt) : ''
  const line = [branchName, when, withdrawn ? undefined : `${views} 人看过`].filter(Boolean).join(' · ')
  const label = [withdrawn ? '已撤回' : read ? undefined : '未读', title, line].filter(Boolean).join('，')
  return (
    <View className={styles.row} hoverClass={styles.pressed ?? 'none'} onClick={() => void onTap()} {...aria({ role: 'button', label })}>
      <View className={styles.text}>
        <View className={cx(styles.title, (read || withdrawn) && styles.read)}>{title}</View>
        <View className={styles.line}>{line}</View>
        {withdrawn && <Chip>已撤回</Chip>}
      </View>
      {thumbUrl !== null && !withdrawn && <Image className={styles.thumb ?? ''} src={fileUrl(thumbUrl)} mode="aspectFill" lazyLoad />}
    </View>
  )
}
