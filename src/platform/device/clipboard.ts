import Taro from '@tarojs/taro'
import { withConsent } from './privacy'

/** Copies text; WeChat confirms it by itself. */
export const copyText = (text: string) => withConsent(() => Taro.setClipboardData({ data: text }))
