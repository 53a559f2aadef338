import { View } from '@tarojs/components'
import { isOffline } from '../../../platform/api/result'
import { aria } from '../../../ui/aria'
import { moment } from '../../../ui/format'
import { Button } from '../../../ui/input/button'
import styles from './file.module.css'
import type { Previewed } from './use-preview'

interface BarProps {
  preview: Previewed
  busy: boolean
  /** Why it cannot be sent now. */
  why: string | undefined
  /** Opens all that is to be known before sending. */
  look: () => void
  submit: () => void
}

/** Renders 提交, and above it who gets the request and by when it is answered; a tap on that shows the rest. */
export function Bar({ preview: { value, problem }, busy, why, look, submit }: BarProps) {
  const says = value && !value.emergency && `给${value.receiver.name}，${moment(value.replyBy)} 前答复您`
  return (
    <View className={styles.bar}>
      {says !== undefined && says !== false && (
        <View className={styles.promise} onClick={look} {...aria({ role: 'button', label: `${says}，依据` })}>
          <View>
            {says} · <View className={styles.why}>依据</View>
          </View>
        </View>
      )}
      {problem && isOffline(problem) && <View className={styles.promise}>没有网络，提交后先存好，连上网自动发出</View>}
      <Button kind="primary" block busy={busy} why={why} onTap={submit}>
        提交
      </Button>
    </View>
  )
}
