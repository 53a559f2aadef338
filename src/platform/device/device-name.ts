import Taro from '@tarojs/taro'
import { browser } from './browser'

const longest = 60
const browsers: readonly [RegExp, string][] = [
  [/MicroMessenger/, '微信'],
  [/Edg\//, 'Edge'],
  [/Firefox\//, 'Firefox'],
  [/Chrome\//, 'Chrome'],
  [/Safari\//, 'Safari'],
]
const systems: readonly [RegExp, string][] = [
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/HarmonyOS|OpenHarmony/, '鸿蒙'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'Mac'],
  [/Linux/, 'Linux'],
]
const first = (list: readonly [RegExp, string][], text: string) => list.find(([words]) => words.test(text))?.[1]

/** Returns the name of a browser by its user agent: `Chrome 浏览器 · Windows`. */
export const browserName = (agent: string) =>
  [first(browsers, agent) === undefined ? '浏览器' : `${first(browsers, agent) ?? ''} 浏览器`, first(systems, agent)]
    .filter(Boolean)
    .join(' · ')

/** Returns the name of a phone as WeChat tells it: `HUAWEI ALN-AL00 · Android 12`. The brand is left out where the model begins with it. */
export function phoneName({ brand = '', model = '', system = '' }: { brand?: string; model?: string; system?: string }) {
  // WeChat writes `iPhone 15<iPhone15,4>`.
  const plain = model.replace(/<.*$/, '').trim()
  const maker = plain.toLowerCase().startsWith(brand.trim().toLowerCase()) ? '' : brand.trim()
  const name = [[maker, plain].filter(Boolean).join(' '), system.trim()].filter(Boolean).join(' · ')
  return (name === '' ? '微信小程序' : name).slice(0, longest)
}

/** Returns what this device is called in the list of devices somebody is signed in on, so that they can tell one from another. */
export function deviceName(): string {
  const page = browser()
  if (page) return browserName(page.navigator.userAgent)
  try {
    return phoneName(Taro.getDeviceInfo())
  } catch {
    return phoneName({})
  }
}
