import { View } from '@tarojs/components'

export default function Page() {
  return (
    <View aria-role="heading" aria-label="我的">
      我的
    </View>
  )
}
