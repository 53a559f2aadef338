import type { FileView } from '@doorstep/contract/files'
import type { Message } from '@doorstep/contract/messages'
import { Image, Text, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { previewPhotos } from '../../platform/device/media/media'
import { fileUrl } from '../../platform/sending/upload'
import { aria, type Aria } from '../../ui/aria'
import { cx } from '../../ui/cx'
import { moment } from '../../ui/format'
import { Icon } from '../../ui/display/icon'
import { VoiceNote } from '../../ui/display/voice-note'
import styles from './chat.module.css'
import { wordsOf, type Item } from './items'
import { sendStatusOf, Ways } from './on-its-way'
import type { Side } from './special'

type OfMessage = Extract<Item, { is: 'message' }>
type OfWaiting = Extract<Item, { is: 'waiting' }>

interface BubbleProps {
  item: OfMessage | OfWaiting
  id: string
  /** Whether this message is chosen; undefined while no messages are being chosen. */
  chosen: boolean | undefined
  choose: (seq: number) => void
  /** Links to every photo of the conversation, for the preview to page through. */
  photos: readonly string[]
  online: boolean
  side: Side
}

const longestSide = 180
const shortestSide = 60

/** Returns a size on screen, in pixels, that keeps the photo's proportions, so that nothing jumps when it has loaded. */
function photoSize({ width, height }: Pick<FileView, 'width' | 'height'>) {
  const scale = width && height ? longestSide / Math.max(width, height) : 0
  const side = (pixels: number | null) => `${scale === 0 ? longestSide : Math.max(shortestSide, Math.round((pixels ?? 0) * scale))}px`
  return { width: side(width), height: side(height) }
}

const Said = ({ children, faded }: { children: string; faded?: boolean }) => (
  <View className={cx(styles.bubble, faded && styles.faded)}>
    <Text userSelect>{children}</Text>
  </View>
)

function Content({ message, photos, label }: { message: Message; photos: readonly string[]; label: string }) {
  const { kind, file, text } = message
  if (kind === 'photo' && file) {
    const url = fileUrl(file.url)
    return (
      <View onClick={() => void previewPhotos([...photos], url)} {...aria({ role: 'button', label: `${label}，点开看大图` })}>
        <Image className={styles.photo ?? ''} style={photoSize(file)} src={fileUrl(file.thumbUrl ?? file.url)} mode="aspectFill" lazyLoad />
      </View>
    )
  }
  if (kind === 'voice' && file) return <VoiceNote url={file.url} seconds={file.seconds} />
  return <Said>{text}</Said>
}

const spoken = ({ message, tick }: OfMessage, side: Side) =>
  [`${message.from === 'me' && side === 'resident' ? '我' : message.name}说`, wordsOf(message), moment(message.at), tick]
    .filter(Boolean)
    .join('，')

/** Returns the parts a message is rendered from, whether it is sent or still waiting. */
function partsOf({ item, chosen, photos, online, side }: BubbleProps): {
  mine: boolean
  label: string
  says: Aria
  content: ReactNode
  foot: ReactNode
} {
  if (item.is === 'waiting') {
    const { message, state } = item.waiting
    const { word, problem } = sendStatusOf(item.waiting, online)
    const text = message.kind === 'text' ? message.text : message.kind === 'photo' ? '照片' : '语音'
    const label = `我说，${text}，${word}`
    return {
      mine: true,
      label,
      says: { role: 'listitem', label },
      content: <Said faded={state !== 'sending'}>{text}</Said>,
      foot: (
        <>
          <View className={cx(styles.tick, problem && styles.failed)}>{word}</View>
          {problem && <Ways clientId={message.clientId} />}
        </>
      ),
    }
  }
  const { message, tick, shown } = item
  const label = spoken(item, side)
  const plain = message.kind === 'text'
  return {
    mine: message.from === 'me',
    label,
    says: { role: 'listitem', label: plain ? label : undefined },
    content: chosen !== undefined && !plain ? <Said>{wordsOf(message)}</Said> : <Content message={message} photos={photos} label={label} />,
    foot: shown && <View className={styles.tick}>{tick}</View>,
  }
}

/**
 * Renders one message: who wrote it, its content and its delivery status. Sent and waiting ones are rendered by the same elements: WeChat
 * transfers the whole conversation again when one of its rows is replaced.
 */
export function Bubble(props: BubbleProps) {
  const { item, id, chosen, choose } = props
  const { mine, label, says, content, foot } = partsOf(props)
  const choosing = chosen !== undefined
  const tap = () => {
    if (choosing && item.is === 'message') choose(item.message.seq)
  }
  return (
    <View
      id={id}
      className={cx(styles.row, mine && styles.mine, choosing && styles.choosable)}
      onClick={tap}
      {...aria(choosing ? { role: 'checkbox', label, checked: chosen } : says)}
    >
      {choosing && <View className={cx(styles.mark, chosen && styles.marked)}>{chosen && <Icon name="check" size={18} />}</View>}
      {item.is === 'message' && item.named && <View className={styles.name}>{item.message.name}</View>}
      {content}
      {foot}
    </View>
  )
}
