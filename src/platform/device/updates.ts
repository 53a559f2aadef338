import Taro from '@tarojs/taro'

/**
 * Offers to open the new version as soon as WeChat has fetched one; without it a version lives until WeChat ends it. Nothing restarts by
 * itself, and drafts are kept (WeChat: update mechanism, `UpdateManager`).
 */
export function watchUpdates(): void {
  if (process.env.TARO_ENV !== 'weapp') return
  const updates = Taro.getUpdateManager()
  updates.onUpdateReady(() => {
    const asked = Taro.showModal({
      title: '有新版本了',
      content: '重新打开就能用上，写了一半的内容会留着。',
      confirmText: '现在打开',
      cancelText: '以后再说',
    })
    asked.then(({ confirm }) => confirm && updates.applyUpdate()).catch(() => undefined)
  })
}
