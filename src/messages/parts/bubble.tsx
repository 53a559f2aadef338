import type { FileView } from '@doorstep/contract/files'
import type { Message } from '@doorstep/contract/messages'
import { Image, Text, View } from '@tarojs/components'
import { previewPhotos } from '../../platform/media'
import { fileUrl } from '../../platform/upload'
import { aria } from '../../ui/aria'
import { cx } from '../../ui/cx'
import { moment } from '../../ui/format'
import { Icon } from '../../ui/icon'
import { VoiceNote } from '../../ui/voice-note'
import styles from './chat.module.css'
import { wordsOf, type Item } from './items'

type OfMessage = Extract<Item, { is: 'message' }>

interface BubbleProps {
  item: OfMessage
  id: string
  /** Set while messages are being chosen: whether this one is. */
  chosen: boolean | undefined
  choose: (seq: number) => void
  /** Every photo of the conversation, to leaf through. */
  photos: readonly string[]
}

const longestSide = 180

/** A size on screen that keeps the photo's shape, so that nothing jumps when it has loaded. Pixels. */
export function photoSize({ width, height }: Pick<FileView, 'width' | 'height'>) {
  if (!width || !height) return { width: `${longestSide}px`, height: `${longestSide}px` }
  const scale = longestSide / Math.max(width, height)
  return { width: `${Math.max(60, Math.round(width * scale))}px`, height: `${Math.max(60, Math.round(height * scale))}px` }
}

const spoken = ({ message, tick }: OfMessage) =>
  [`${message.from === 'me' ? '我' : message.name}说`, wordsOf(message), moment(message.at), tick].filter(Boolean).join(',')

function Content({ message, photos, label }: { message: Message; photos: readonly string[]; label: string }) {
  const { kind, file, text } = message
  if (kind === 'photo' && file) {
    const url = fileUrl(file.url)
    return (
      <View onClick={() => void previewPhotos([...photos], url)} {...aria({ role: 'button', label: `${label},点开看大图` })}>
        <Image className={styles.photo ?? ''} style={photoSize(file)} src={fileUrl(file.thumbUrl ?? file.url)} mode="aspectFill" lazyLoad />
      </View>
    )
  }
  if (kind === 'voice' && file) return <VoiceNote url={file.url} seconds={file.seconds} />
  return (
    <View className={styles.bubble}>
      <Text userSelect>{text}</Text>
    </View>
  )
}

/** One message: whose it is, what it says, how far it got. */
export function Bubble({ item, id, chosen, choose, photos }: BubbleProps) {
  const { message, named, tick, shown } = item
  const label = spoken(item)
  const choosing = chosen !== undefined
  const plain = message.kind === 'text'
  return (
    <View
      id={id}
      className={cx(styles.row, message.from === 'me' && styles.mine, choosing && styles.choosable)}
      onClick={() => choosing && choose(message.seq)}
      {...aria(choosing ? { role: 'checkbox', label, checked: chosen } : { role: 'listitem', label: plain ? label : undefined })}
    >
      {choosing && <View className={cx(styles.mark, chosen && styles.marked)}>{chosen && <Icon name="check" size={18} />}</View>}
      {named && <View className={styles.name}>{message.name}</View>}
      {choosing && !plain ? (
        <View className={styles.bubble}>{wordsOf(message)}</View>
      ) : (
        <Content message={message} photos={photos} label={label} />
      )}
      {shown && <View className={styles.tick}>{tick}</View>}
    </View>
  )
}
