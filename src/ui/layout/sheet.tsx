import { ScrollView, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useDialogFocus } from '../../platform/device/dialog-focus'
import { aria } from '../aria'
import { Icon } from '../display/icon'
import styles from './sheet.module.css'

interface SheetProps {
  open: boolean
  title: string
  onClose: () => void
  children: ReactNode
  /** The one action, which stays in sight below what scrolls. */
  bar?: ReactNode
}

/** Renders a few choices or a short question from the bottom edge. Long text to write gets a page of its own. */
export function Sheet({ open, title, onClose, children, bar }: SheetProps) {
  useDialogFocus(open, onClose)
  if (!open) return null
  return (
    <View className={styles.mask} catchMove>
      <View className={styles.rest} onClick={onClose} {...aria({ hidden: true })} />
      <View className={styles.sheet} {...aria({ role: 'dialog', label: title, modal: true })}>
        <View className={styles.head}>
          <View className={styles.title} {...aria({ role: 'heading' })}>
            {title}
          </View>
          <View className={styles.close} onClick={onClose} {...aria({ role: 'button', label: '关闭' })}>
            <Icon name="close" />
          </View>
        </View>
        {/* Touch moves are caught so that the page behind does not scroll; only a scroll view still scrolls then. */}
        <ScrollView className={styles.scroll} scrollY>
          <View className={styles.inside}>{children}</View>
        </ScrollView>
        {bar !== undefined && <View className={styles.bar}>{bar}</View>}
      </View>
    </View>
  )
}
