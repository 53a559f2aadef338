import { View } from '@tarojs/components'
import type { BuildingRow } from '@doorstep/contract/grids'
import { canScan } from '../../../platform/device/scan'
import { Announce } from '../../../ui/layout/announce'
import { Card } from '../../../ui/layout/card'
import { Icon } from '../../../ui/display/icon'
import { Refusal } from '../../../ui/layout/refusal'
import { ListRow } from '../../../ui/display/list-row'
import { Stack } from '../../../ui/layout/stack'
import { Words } from '../../../ui/display/words'
import { BuildingRows } from './building-rows'
import styles from './index.module.css'
import { useFinding } from './use-finding'

interface WaysProps {
  recent: readonly BuildingRow[]
  onPick: (building: BuildingRow) => void
  onBrowse: () => void
}

/** Renders the other ways to find a building: door code, position, list, and recent picks. */
export function Ways({ recent, onPick, onBrowse }: WaysProps) {
  const { busy, said, near, refused, scan, locate } = useFinding(onPick)
  return (
    <>
      <Card>
        {canScan && (
          <ListRow
            lead={<Lead name="qr" />}
            title="扫门牌码"
            line={busy === 'scan' ? '正在认这个门牌…' : '楼门口或入户门上的二维码'}
            chevron
            onTap={scan}
          />
        )}
        <ListRow
          lead={<Lead name="location" />}
          title="用我的位置找"
          line={busy === 'place' ? '正在看您在哪…' : '只用这一次，不保存'}
          chevron
          onTap={locate}
        />
        <ListRow lead={<Lead name="menu" />} title="从楼栋列表里选" line="街道 → 社区 → 楼栋" chevron onTap={onBrowse} />
      </Card>
      {said !== '' && (
        <Card tone="warning">
          <Stack>
            <Announce seen>{said}</Announce>
            <Refusal problem={refused} />
          </Stack>
        </Card>
      )}
      {near && (
        <Card title={`您在 ${near.grid.community.name}${near.grid.name}`}>
          <Words size={15} tone="second">
            {near.buildings.length > 0 ? '请选您住的楼，离您近的在前' : '这里还没有登记楼栋，请搜地址'}
          </Words>
          <BuildingRows rows={near.buildings} onPick={onPick} />
        </Card>
      )}
      {recent.length > 0 && !near && (
        <Card title="最近找过">
          <BuildingRows rows={recent} onPick={onPick} />
        </Card>
      )}
    </>
  )
}

const Lead = ({ name }: { name: 'qr' | 'location' | 'menu' }) => (
  <View className={styles.lead}>
    <Icon name={name} />
  </View>
)
