import { View } from '@tarojs/components'

export default function Page() {
  return (
    <View aria-role="heading" aria-label="服务">
      服务
    </View>
  )
}
