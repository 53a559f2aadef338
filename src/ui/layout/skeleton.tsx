import { View } from '@tarojs/components'
import { aria } from '../aria'
import styles from './screen.module.css'

export type Shape = 'list' | 'detail' | 'form'

const shapes: Record<Shape, readonly (readonly number[])[]> = {
  list: [
    [60, 85],
    [45, 90],
    [70, 60],
    [50, 80],
  ],
  detail: [[55], [30, 70, 100], [80, 60, 85, 50]],
  form: [
    [30, 100],
    [35, 100],
    [25, 100],
  ],
}

/** Renders a grey placeholder in the shape of the content being loaded. */
export function Skeleton({ shape }: { shape: Shape }) {
  return (
    <View {...aria({ role: 'status', label: '正在打开' })} style={{ display: 'flex', flexDirection: 'column', gap: '12px' }}>
      {shapes[shape].map((lines, card) => (
        <View key={card} className={styles.boneCard}>
          {lines.map((width, line) => (
            <View key={line} className={styles.bone} style={{ width: `${width}%`, height: line === 0 ? '20px' : '15px' }} />
          ))}
        </View>
      ))}
    </View>
  )
}
