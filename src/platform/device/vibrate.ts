import Taro from '@tarojs/taro'
import { attempt } from './privacy'

/** Vibrates briefly to draw attention to the screen. A device that cannot is no problem. */
export const vibrate = () => void attempt(() => Taro.vibrateLong())
