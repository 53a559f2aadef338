import Taro from '@tarojs/taro'
import { attempt } from './privacy'

/** A short shake: something on screen wants to be looked at. A device that cannot is no problem. */
export const vibrate = () => void attempt(() => Taro.vibrateLong())
