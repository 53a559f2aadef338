import { View } from '@tarojs/components'
import { aria } from '../aria'
import { cx } from '../cx'
import { Icon } from '../display/icon'
import type { PhotoField } from './photo-field'
import tiles from './tile.module.css'

/** Renders the large button that takes or chooses photos. `children` is what it says: `拍给我们看`. */
export function PhotoTile({ field: { room, choose }, children }: { field: PhotoField; children: string }) {
  const full = room <= 0
  const words = full ? '照片够了' : children
  return (
    <View
      className={cx(tiles.tile, full && tiles.off)}
      onClick={() => {
        if (!full) void choose()
      }}
      {...aria({ role: 'button', label: full ? words : `${words}，还可加 ${room} 张照片`, disabled: full })}
    >
      <View className={tiles.lead}>
        <Icon name="camera" />
      </View>
      <View>{words}</View>
    </View>
  )
}
