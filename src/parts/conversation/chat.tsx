import { emergencyIn } from '@doorstep/contract/emergencies'
import { ruleWords } from '@doorstep/contract/rule-words'
import type { Conversation } from '@doorstep/contract/messages'
import { View } from '@tarojs/components'
import { useEffect, type ReactNode } from 'react'
import { useNow } from '../../platform/api/now'
import { flushOutbox, useOutbox } from '../../platform/sending/outbox-queue'
import type { Read } from '../../platform/api/query'
import { isOffline } from '../../platform/api/result'
import { usePageVisible } from '../../platform/navigation/visible'
import { aria } from '../../ui/aria'
import { Button } from '../../ui/input/button'
import { cx } from '../../ui/cx'
import { useDebouncedText } from '../../ui/input/debounced-text'
import { Skeleton } from '../../ui/layout/skeleton'
import { Trouble } from '../../ui/layout/trouble'
import styles from './chat.module.css'
import { textOf, useChoosing } from './choosing'
import { EmergencyCalls, useEmergencies } from '../emergency-calls'
import { Composer } from './composer'
import { lately } from './lately'
import { itemsOf } from './items'
import { resumeMedia, useMediaQueue } from './media-queue'
import { MessageList } from './message-list'
import type { Promised } from './promise'
import { Words } from '../../ui/display/words'
import type { Side } from './special'
import { useThread } from './use-thread'
import { useWindow } from './window'

/** Renders `of` once a conversation is known, from the network or the cache; before that a loading state or the problem. */
export function WhenOpen<T>({ of, children }: { of: Read<T>; children: (of: Read<T> & { value: T }) => ReactNode }) {
  const { value, problem } = of
  if (value !== undefined) return <>{children({ ...of, value })}</>
  return <View className={styles.list}>{problem ? <Trouble problem={problem} again={of.again} /> : <Skeleton shape="list" />}</View>
}

interface ChatProps {
  of: Read<Conversation> & { value: Conversation }
  side: Side
  /** Header: who the other side is. */
  head: ReactNode
  promised: Promised
  /** Rendered beside the promise: whom to call while nobody is on duty; for staff, that nothing needs an answer. */
  beside?: ReactNode
  /** Name of the reader, for the composer: `李明`. */
  to: string
  welcome: string
  voiceFirst?: boolean
  begin?: string
  /** Rendered above the composer: what to write when the grid member is asked to fill in a form. */
  hint?: ReactNode
  tools?: (put: (text: string) => void) => ReactNode
  /** 转为诉求: what to do with the chosen messages. Left out where that is not offered. */
  convert?: { label: string; go: (seqs: readonly number[], text: string) => unknown } | undefined
}

/** Interval in milliseconds between retries of waiting messages: not every device reports when its network is back. */
const tryEvery = 5_000

function useTrying(waits: boolean) {
  const visible = usePageVisible()
  useEffect(() => {
    if (!waits || !visible) return
    const timer = setInterval(() => {
      void flushOutbox()
      resumeMedia()
    }, tryEvery)
    return () => clearInterval(timer)
  }, [waits, visible])
}

/** Renders a conversation for either side. Fills its container. */
export function Chat({ of, side, head, promised, beside, to, welcome, voiceFirst = false, begin, hint, tools, convert }: ChatProps) {
  const { id } = of.value
  const open = useThread(id, of.value)
  const now = useNow()
  const waiting = useOutbox().filter(({ conversationId }) => conversationId === id)
  const media = useMediaQueue().filter(({ conversationId }) => conversationId === id)
  useTrying(waiting.some(({ state }) => state === 'queued') || media.some(({ problem }) => problem && isOffline(problem)))
  const window = useWindow(open.thread?.rows ?? [])
  const choosing = useChoosing()
  const items = itemsOf({
    rows: window.shown,
    waiting: window.behind ? [] : waiting,
    media: window.behind ? [] : media,
    side,
    marks: of.value,
    now,
  })
  const { typed, type } = useDebouncedText()
  const said = lately({ rows: open.thread?.rows ?? [], waiting, typed, now })
  const urgent = emergencyIn(said, useEmergencies()) !== undefined && side === 'resident'
  const problem = open.problem ?? of.problem
  const finish = () => {
    const seqs = choosing.seqs ?? []
    choosing.end()
    return convert?.go(seqs, textOf(open.thread?.rows ?? [], seqs))
  }
  return (
    <View className={styles.fill}>
      <View className={styles.panel}>
        {head}
        {problem && open.thread && (
          <View className={styles.stale} {...aria({ role: 'status' })}>
            {isOffline(problem) ? '没有网络，您写的会留着，连上后自动发出' : problem.detail}
          </View>
        )}
        {open.thread || waiting.length > 0 ? (
          <MessageList
            items={items}
            of={open}
            window={window}
            side={side}
            conversationId={id}
            seqs={choosing.seqs}
            toggle={choosing.toggle}
            welcome={welcome}
          />
        ) : (
          <View className={cx(styles.scroll, styles.list)}>
            {open.problem ? <Trouble problem={open.problem} again={open.again} /> : <Skeleton shape="list" />}
          </View>
        )}
        <View className={styles.foot}>
          {choosing.seqs ? (
            <View className={styles.choosing}>
              <View className={styles.count} {...aria({ role: 'status' })}>
                {choosing.full
                  ? ruleWords.messagesFull
                  : choosing.seqs.length === 0
                    ? '点选要转为诉求的消息'
                    : `已选 ${choosing.seqs.length} 条`}
              </View>
              <Button small onTap={choosing.end}>
                不转了
              </Button>
              <Button small kind="primary" disabled={choosing.seqs.length === 0} onTap={finish}>
                下一步
              </Button>
            </View>
          ) : (
            <>
              {urgent && (
                <View className={styles.urgent}>
                  <EmergencyCalls text={said} grid={of.value.grid.code} />
                  <Words size={15}>消息照常发给网格员；等不及回复的事，请先打上面的电话</Words>
                </View>
              )}
              <View className={styles.promise}>
                <View className={cx(styles.promiseText, promised.late && styles.late)} {...aria({ role: 'status' })}>
                  {promised.text}
                </View>
                {!urgent && beside}
                {convert && items.length > 0 && (
                  <Button small kind="quiet" onTap={choosing.begin}>
                    {convert.label}
                  </Button>
                )}
              </View>
              {hint}
              <Composer
                conversationId={id}
                to={to}
                voiceFirst={voiceFirst}
                onText={type}
                {...(begin !== undefined && { begin })}
                {...(tools && { tools })}
              />
            </>
          )}
        </View>
      </View>
    </View>
  )
}
