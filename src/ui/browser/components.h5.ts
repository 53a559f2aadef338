/**
 * What the browser preview renders where the mini-program has WeChat's components (config/index.ts): those of Taro, but for the two that a
 * page has by the hundred. Taro's are custom elements with a renderer of their own inside React; on a phone they took most of the first
 * page's time.
 */
export * from '@tarojs/components/lib/react'
export { Text, View } from './view'
