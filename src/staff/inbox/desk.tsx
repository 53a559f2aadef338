import type { Me } from '@doorstep/contract/account'
import type { InboxItem } from '@doorstep/contract/requests/views'
import { ScrollView, View } from '@tarojs/components'
import { useState, type ReactNode } from 'react'
import { go } from '../../platform/navigation/navigate'
import { useRead, type Pages } from '../../platform/api/query'
import { aria } from '../../ui/aria'
import { Empty } from '../../ui/layout/empty'
import { Screen } from '../../ui/layout/screen'
import { Skeleton } from '../../ui/layout/skeleton'
import { Trouble } from '../../ui/layout/trouble'
import { RequestDeskWithButtons } from '../parts/request-desk/request-desk'
import { ChatPanel } from '../parts/conversation/panel'
import { Counts } from './counts'
import styles from './desk.module.css'
import { Items } from './items'
import { doorsFor, isOfUnit } from './rooms'
import { CalledToPlace } from '../parts/whistles/called'

interface DeskProps {
  inbox: Pages<'GET /v1/staff/inbox'>
  me: Me | undefined
  order: ReactNode
}

/** Renders the inbox on a wide screen: navigation, waiting items, and the chosen one next to them. */
export function Desk({ inbox, me, order }: DeskProps) {
  const [picked, setPicked] = useState<InboxItem>()
  const chosen = picked ?? inbox.value?.[0]
  // The first item stays chosen when an answer removes it from the list.
  if (picked === undefined && chosen !== undefined) setPicked(chosen)
  return (
    <Screen of={inbox} wide flush>
      {(items) => (
        <View className={styles.fill}>
          <View className={styles.desk}>
            <View className={styles.side} {...aria({ role: 'navigation', label: '工作' })}>
              <View className={styles.who}>{me?.staff?.grids[0]?.name ?? me?.staff?.roles[0]?.areaName ?? ''}</View>
              <View className={styles.here}>收件箱</View>
              {doorsFor(me).map(({ title, page, params }) => (
                <View key={page} className={styles.door} onClick={() => void go(page, params)} {...aria({ role: 'button', label: title })}>
                  {title}
                </View>
              ))}
              <View className={styles.me}>{me?.staff?.name}</View>
            </View>
            <ScrollView className={styles.list} scrollY>
              {order}
              <View className={styles.padded}>
                {isOfUnit(me) && <CalledToPlace />}
                <Counts counts={inbox.first?.counts} />
                <Items items={items} of={inbox} open={setPicked} chosen={chosen} />
              </View>
            </ScrollView>
            <View className={styles.chosen}>
              {!chosen && <Empty icon="inbox" title="都处理完了" text="选一件，就在这里办。" />}
              {chosen?.kind === 'request' && <RequestPane key={chosen.id} id={chosen.id} />}
              {chosen?.kind === 'conversation' && <ChatPanel key={chosen.id} id={chosen.id} />}
            </View>
          </View>
        </View>
      )}
    </Screen>
  )
}

function RequestPane({ id }: { id: string }) {
  const request = useRead('GET /v1/requests/{id}', { params: { id } }, { live: true })
  if (request.value) return <RequestDeskWithButtons of={request.value} />
  return (
    <View className={styles.pane}>
      {request.problem ? <Trouble problem={request.problem} again={request.again} /> : <Skeleton shape="detail" />}
    </View>
  )
}
