import { View } from '@tarojs/components'
import { Stack } from '../ui/layout/stack'
import styles from './gallery.module.css'
import { Part } from './part'

const sizes = { 24: '页头', 20: '标题', 17: '正文', 15: '次要', 13: '标签' } as const
const radii = ['r4', 'r8', 'r12', 'round'] as const
const distances = [4, 8, 12, 16, 24, 32] as const
const colours = ['brand', 'done', 'warning', 'danger', 'info', 'ink', 'ink2', 'ink3', 'line', 'track'] as const

/** What the sheets of all screens are made of: src/ui/tokens.module.css. */
export const Tokens = () => (
  <>
    <Part name="Type">
      {Object.entries(sizes).map(([size, use]) => (
        <View key={size} style={{ fontSize: `var(--t${size})` }}>
          {`${size} ${use}`}
        </View>
      ))}
    </Part>
    <Part name="Radius">
      <Stack across wraps>
        {radii.map((radius) => (
          <View key={radius} className={styles.swatch} style={{ borderRadius: `var(--${radius})` }} />
        ))}
      </Stack>
    </Part>
    <Part name="Space">
      <Stack across wraps>
        {distances.map((distance) => (
          <View key={distance} className={styles.swatch} style={{ width: `${distance}px` }} />
        ))}
      </Stack>
    </Part>
    <Part name="Colour">
      <Stack across wraps>
        {colours.map((colour) => (
          <View key={colour} className={styles.swatch} style={{ background: `var(--${colour})` }} />
        ))}
      </Stack>
    </Part>
  </>
)
