import type { Underway } from '@doorstep/contract/underway'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { SignInRow } from '../../parts/sign-in-button'
import type { Read } from '../../platform/api/query'
import { isOffline } from '../../platform/api/result'
import { go } from '../../platform/navigation/navigate'
import { Words } from '../../ui/display/words'
import { Button } from '../../ui/input/button'
import { Card } from '../../ui/layout/card'
import styles from './index.module.css'
import type { News } from './news/news'
import { NewsRow } from './news/news-row'

const mostShown = 3

interface UnderWayProps {
  news: readonly News[]
  /** The read behind it, for what to say while there is none. */
  of: Read<Underway>
  signedIn: boolean
  /** Largest number shown before more is asked for; elder mode shows only the first. */
  most?: number
}

const former = { text: '以前的', onTap: () => go('requests/list') }

/** Renders 正在办: what is new of everything that is not over, what waits for the resident first. */
export function UnderWay({ news, of, signedIn, most = mostShown }: UnderWayProps) {
  const [all, setAll] = useState(false)
  if (!signedIn) {
    return (
      <Card title="正在办">
        <SignInRow title="登录后看您正在办的事" />
      </Card>
    )
  }
  const missing = !of.value && of.problem
  const why = missing && (
    <Words size={15} tone="second">
      {isOffline(missing) ? '没有网络，连上后会显示您正在办的事' : '正在办的事没有打开，下拉可以再试'}
    </Words>
  )
  if (news.length === 0) {
    if (!of.value && !missing) return null
    return (
      <Card title="正在办" more={former}>
        {why || (
          <Words size={15} tone="second">
            现在没有正在办的事。灯坏了、想问政策、邻里有矛盾，都可以提；体检、代办可以约个时间再去。
          </Words>
        )}
      </Card>
    )
  }
  const hidden = !all && news.length > most
  const counted = `全部 ${news.length}${of.value?.moreRequests ? '+' : ''}`
  return (
    <Card title="正在办" more={hidden ? { text: counted, onTap: () => setAll(true) } : former}>
      <View>
        {news.slice(0, hidden ? most : undefined).map((one) => (
          <NewsRow key={one.id} news={one} />
        ))}
      </View>
      {why}
      {all && (
        <View className={styles.foot}>
          <Button kind="quiet" small onTap={() => go('requests/list')}>
            全部诉求
          </Button>
          <Button kind="quiet" small onTap={() => go('bookings/list')}>
            全部预约
          </Button>
        </View>
      )}
    </Card>
  )
}
