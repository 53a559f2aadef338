import Taro from '@tarojs/taro'
import { withConsent } from './privacy'

/** Copies text; WeChat says so by itself. */
export const copyText = (text: string) => withConsent(() => Taro.setClipboardData({ data: text }))
