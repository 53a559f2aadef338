import type { Category } from '@doorstep/contract/requests/views'
import { View } from '@tarojs/components'
import { useElder } from '../../../platform/device/elder'
import { isOffline } from '../../../platform/api/result'
import { aria } from '../../../ui/aria'
import { Chip } from '../../../ui/display/chip'
import { moment } from '../../../ui/format'
import { Button } from '../../../ui/input/button'
import styles from './file.module.css'
import type { Previewed } from './use-preview'

interface BarProps {
  category: Category | undefined
  /** Whether the category is a suggestion nobody has agreed to. */
  guessed: boolean
  /** Opens the choice of another category. */
  change: () => void
  preview: Previewed
  busy: boolean
  /** Why it cannot be sent now. */
  why: string | undefined
  /** Opens all that is to be known before sending. */
  look: () => void
  submit: () => void
}

/** Scale of type from which on one short line has to do: the bar is to leave the form most of a small screen. */
const largeType = 1.3

/**
 * Renders 提交, and above it what the request is taken to be, who gets it and by when it is answered; a tap on that shows the rest. All of it
 * is in sight before it is sent, however long the form is.
 */
export function Bar({ category, guessed, change, preview: { value, problem }, busy, why, look, submit }: BarProps) {
  const { scale } = useElder()
  const when = value && !value.emergency && `${moment(value.replyBy)} 前答复您`
  const says = when && (scale < largeType ? `给${value.receiver.name}，${when}` : when)
  return (
    <View className={styles.bar}>
      {category && (
        <View className={styles.about}>
          <View className={styles.name} {...aria({ role: 'status' })}>
            {`${guessed ? '像是 ' : ''}${category.name}`}
          </View>
          {category.emergency && <Chip tone="danger">打电话</Chip>}
          <Button kind="quiet" small label="换一个，是哪类事" onTap={change}>
            换一个
          </Button>
        </View>
      )}
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
