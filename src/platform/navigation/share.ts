import { useShareAppMessage } from '@tarojs/taro'
import { pathOf, type PageName } from './pages'

/**
 * Lets this page be sent on in WeChat. The path carries nothing that opens a door: no token, no personal data.
 * The page's config must say `enableShareAppMessage: true`.
 */
export const useShare = (title: string, page: PageName, params: Record<string, string> = {}) =>
  useShareAppMessage(() => {
    const query = Object.entries(params)
      .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
      .join('&')
    return { title, path: query ? `${pathOf(page)}?${query}` : pathOf(page) }
  })

/** True where WeChat's own share sheet exists. */
export const canShare = process.env.TARO_ENV === 'weapp'
