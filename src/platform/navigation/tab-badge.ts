import Taro from '@tarojs/taro'
import type { Me } from '@doorstep/contract/account'
import { queryClient } from '../api/query'
import { onSession } from '../api/session'
import { tabs } from './pages'

const place = Object.keys(tabs).indexOf('messages')
let wanted = ''
let shown = ''

function draw() {
  if (wanted === shown) return
  const text = wanted
  const done = () => {
    shown = text
  }
  // Refused while a page without tab bar is on screen; the next read tries again.
  const ignore = () => undefined
  if (text === '') Taro.removeTabBarBadge({ index: place }).then(done, ignore)
  else Taro.setTabBarBadge({ index: place, text }).then(done, ignore)
}

function follow() {
  const unread = queryClient.getQueryData<Me>(['GET /v1/session', {}])?.unread
  const count = unread ? unread.inbox + unread.messages : 0
  wanted = count === 0 ? '' : count > 99 ? '99+' : String(count)
  draw()
}

/** Shows the number of unread messages and notifications on the tab bar; called once, at launch. */
export function watchUnread() {
  queryClient.getQueryCache().subscribe(follow)
  onSession(follow)
}
