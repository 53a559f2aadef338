import { ScrollView, View } from '@tarojs/components'
import { useEffect, useRef, useState } from 'react'
import { useOnline } from '../../platform/device/network'
import { fileUrl } from '../../platform/sending/upload'
import { Announce } from '../../ui/layout/announce'
import { aria } from '../../ui/aria'
import { Button } from '../../ui/input/button'
import { Bubble } from './bubble'
import styles from './chat.module.css'
import { quotable } from './choosing'
import { wordsOf, type Item } from './items'
import { MediaBubble } from './on-its-way'
import { ProposalCard, SystemLine, type Side } from './special'
import { fateOf } from '../behalf/proposal'
import { threadOf } from './thread-store'
import type { OpenThread } from './use-thread'
import { useScroll } from './use-scroll'
import type { Window } from './window'

/** Milliseconds after which the first render has its final height. */
const settling = 300

interface MessageListProps {
  items: readonly Item[]
  of: OpenThread
  window: Window
  side: Side
  conversationId: string
  seqs: readonly number[] | undefined
  toggle: (seq: number) => void
  /** Text of an empty conversation. */
  welcome: string
}

/**
 * Renders the messages: the newest at the end, older ones on demand, and a notice when a new one arrives while the user reads further up.
 */
export function MessageList({ items, of, window, side, conversationId, seqs, toggle, welcome }: MessageListProps) {
  const name = `m${conversationId.slice(-8)}`
  const scroll = useScroll(name)
  const online = useOnline()
  const [fresh, setFresh] = useState('')
  const rows = of.thread?.rows ?? []
  const last = items[items.length - 1]
  const newest = rows[rows.length - 1]
  const seen = useRef({ at: '', seq: 0 })

  const { toEnd, atEnd } = scroll
  const started = last !== undefined
  useEffect(() => {
    if (!started) return
    // Not everything has its height at the first render.
    const settle = setTimeout(toEnd, settling)
    return () => clearTimeout(settle)
  }, [started, toEnd])

  useEffect(() => {
    if (!last) return
    const at = `${last.is} ${last.key}`
    if (at === seen.current.at) return
    const theirs = last.is === 'message' && last.message.from !== 'me'
    const { at: before, seq } = seen.current
    seen.current = { at, seq: last.is === 'message' ? Math.max(seq, last.message.seq) : seq }
    if (theirs && before !== '' && last.message.seq > seq) setFresh(`${last.message.name || '系统'}：${wordsOf(last.message)}`)
    if (before === '' || !theirs || atEnd()) toEnd()
  }, [last, atEnd, toEnd])

  const back = async () => {
    const anchor = window.shown[0]?.seq
    if (!window.hidden) await of.back()
    window.older(threadOf(conversationId)?.rows ?? rows)
    if (anchor !== undefined) scroll.to(`${name}-${anchor}`)
  }
  const end = () => {
    setFresh('')
    if (window.behind) window.newest()
    scroll.toEnd()
  }
  const photos = rows.flatMap(({ kind, file }) => (kind === 'photo' && file ? [fileUrl(file.url)] : []))
  const older = window.hidden || (of.thread !== undefined && !of.thread.atStart)
  const above = fresh !== '' && !scroll.atEnd()

  const draw = (item: Item) => {
    if (item.is === 'time')
      return (
        <View key={item.key} className={styles.time}>
          {item.text}
        </View>
      )
    if (item.is === 'media') return <MediaBubble key={item.key} media={item.media} />
    const shared = { choose: toggle, photos, online, side }
    if (item.is === 'waiting') return <Bubble key={item.key} id={`${name}-w`} chosen={undefined} {...shared} item={item} />
    const { message, key } = item
    const id = `${name}-${message.seq}`
    if (message.kind === 'system') return <SystemLine key={key} id={id} message={message} side={side} />
    if (message.kind === 'proposal')
      return <ProposalCard key={key} id={id} message={message} side={side} conversationId={conversationId} fate={fateOf(rows, message)} />
    const chosen = seqs && quotable(message) ? seqs.includes(message.seq) : undefined
    return <Bubble key={key} id={id} chosen={chosen} {...shared} item={item} />
  }

  return (
    <>
      <ScrollView
        className={styles.scroll}
        scrollY
        scrollAnchoring
        scrollIntoView={scroll.target}
        onScroll={scroll.onScroll}
        onScrollToUpper={() => older && !of.lookingBack && void back()}
        upperThreshold={20}
        onScrollToLower={() => setFresh('')}
      >
        <View className={styles.list} {...aria(items.length > 0 ? { role: 'list', label: '对话', scrolls: true } : {})}>
          {older && (
            <View className={styles.older}>
              <Button small kind="quiet" busy={of.lookingBack} onTap={back}>
                看更早的
              </Button>
            </View>
          )}
          {!older && items.length > 0 && <View className={styles.start}>对话从这里开始</View>}
          {items.length === 0 && <View className={styles.empty}>{welcome}</View>}
          {items.map(draw)}
        </View>
        <View id={scroll.ends[0]} className={styles.end} />
        <View id={scroll.ends[1]} />
      </ScrollView>
      {(above || window.behind) && (
        <View className={styles.above}>
          <View className={styles.fresh} onClick={end} {...aria({ role: 'button', label: above ? `有新消息，${fresh}` : '回到最新消息' })}>
            {above ? '有新消息' : '回到最新'}
          </View>
        </View>
      )}
      <Announce>{newest && newest.from !== 'me' ? fresh : ''}</Announce>
    </>
  )
}
