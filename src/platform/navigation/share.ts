import { useShareAppMessage } from '@tarojs/taro'
import { pathOf, type PageName } from './pages'

/**
 * Lets the user share this page in WeChat. The path contains no token and no personal data. The page's config must set
 * `enableShareAppMessage: true`.
 */
export const useShare = (title: string, page: PageName, params: Record<string, string> = {}) =>
  useShareAppMessage(() => {
    const query = Object.entries(params)
      .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
      .join('&')
    return { title, path: query ? `${pathOf(page)}?${query}` : pathOf(page) }
  })

/** Whether WeChat's own share sheet exists. */
export const canShare = process.env.TARO_ENV === 'weapp'
