import { View } from '@tarojs/components'

export default function Page() {
  return (
    <View aria-role="heading" aria-label="消息">
      消息
    </View>
  )
}
