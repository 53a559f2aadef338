import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { Stack } from '../ui/layout/stack'
import { Words } from '../ui/display/words'

/** One primitive by its name in the code, in its kinds and states. */
export const Part = ({ name, children }: { name: string; children: ReactNode }) => (
  <View>
    <Stack gap={8}>
      <Words size={13} tone="third" heading>
        {name}
      </Words>
      {children}
    </Stack>
  </View>
)
