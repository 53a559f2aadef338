import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import type { Read } from '../../platform/api/query'
import { Skeleton } from '../../ui/layout/skeleton'
import { Trouble } from '../../ui/layout/trouble'
import styles from './chat.module.css'

/** Draws a conversation once it is known, kept ones included; before that it waits, or says why it cannot. */
export function WhenOpen<T>({ of, children }: { of: Read<T>; children: (of: Read<T> & { value: T }) => ReactNode }) {
  const { value, problem } = of
  if (value !== undefined) return <>{children({ ...of, value })}</>
  return <View className={styles.list}>{problem ? <Trouble problem={problem} again={of.again} /> : <Skeleton shape="list" />}</View>
}
