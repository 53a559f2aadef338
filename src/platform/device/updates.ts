import Taro from '@tarojs/taro'
import { ask } from './ask'

/** Whether WeChat has fetched a new version. */
let isReady = false

/**
 * Offers to open the new version as soon as WeChat has fetched one; without it a version lives until WeChat ends it. Nothing restarts by
 * itself, and drafts are kept (WeChat: update mechanism, `UpdateManager`).
 */
export function watchUpdates(): void {
  if (process.env.TARO_ENV !== 'weapp') return
  const updates = Taro.getUpdateManager()
  updates.onUpdateReady(() => {
    isReady = true
    void ask({
      title: '有新版本了',
      content: '重新打开就能用上，写了一半的内容会留着。',
      confirmText: '现在打开',
      cancelText: '以后再说',
    }).then((agreed) => agreed && updates.applyUpdate())
  })
}

/** Opens the new version where WeChat has fetched it; otherwise closes the mini-program, since WeChat fetches it when it is opened anew. */
export function openNewest(): void {
  if (process.env.TARO_ENV !== 'weapp') window.location.reload()
  else if (isReady) Taro.getUpdateManager().applyUpdate()
  else Taro.exitMiniProgram().catch(() => undefined)
}
