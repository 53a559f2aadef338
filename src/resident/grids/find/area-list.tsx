import { View } from '@tarojs/components'
import type { BuildingRow } from '@doorstep/contract/grids'
import { useState } from 'react'
import { usePages, useRead } from '../../../platform/api/query'
import { useReachEnd } from '../../../platform/navigation/scrolling'
import { aria } from '../../../ui/aria'
import { Button } from '../../../ui/input/button'
import { Card } from '../../../ui/layout/card'
import { Empty } from '../../../ui/layout/empty'
import { ListRow } from '../../../ui/display/list-row'
import { Skeleton } from '../../../ui/layout/skeleton'
import { Trouble } from '../../../ui/layout/trouble'
import { BuildingRows } from './building-rows'
import styles from './index.module.css'

interface Step {
  code: string
  name: string
}

/** Renders 街道 → 社区 → 楼栋, to browse instead of typing. */
export function AreaList({ onPick, onClose }: { onPick: (building: BuildingRow) => void; onClose: () => void }) {
  const [path, setPath] = useState<readonly Step[]>([])
  const [street, community] = path
  return (
    <>
      <View className={styles.path}>
        <Crumb text="全部街道" onTap={() => (street ? setPath([]) : onClose())} />
        {street && <Crumb text={street.name} onTap={() => setPath([street])} />}
        {community && <Crumb text={community.name} onTap={() => undefined} />}
      </View>
      {community ? (
        <Buildings key={community.code} area={community.code} onPick={onPick} />
      ) : (
        <Areas key={street?.code ?? ''} parent={street?.code} onPick={(step) => setPath([...path, step])} />
      )}
      <Button kind="quiet" block onTap={onClose}>
        换一种找法
      </Button>
    </>
  )
}

const Crumb = ({ text, onTap }: { text: string; onTap: () => void }) => (
  <View className={styles.crumb} onClick={onTap} {...aria({ role: 'button', label: `回到${text}` })}>
    {text}
  </View>
)

function Areas({ parent, onPick }: { parent: string | undefined; onPick: (step: Step) => void }) {
  const areas = useRead('GET /v1/areas', { query: { parent } })
  if (!areas.value) return areas.problem ? <Trouble problem={areas.problem} again={areas.again} /> : <Skeleton shape="list" />
  return (
    <Card title={parent === undefined ? '您住哪个街道' : '您住哪个社区'}>
      {areas.value.rows.map(({ code, name }) => (
        <ListRow key={code} title={name} quiet chevron onTap={() => onPick({ code, name })} />
      ))}
    </Card>
  )
}

function Buildings({ area, onPick }: { area: string; onPick: (building: BuildingRow) => void }) {
  const list = usePages('GET /v1/buildings', { query: { area } })
  useReachEnd(list.more)
  if (!list.value) return list.problem ? <Trouble problem={list.problem} again={list.again} /> : <Skeleton shape="list" />
  if (list.value.length === 0) return <Empty icon="door" title="这个社区还没有登记楼栋" text="可以换一个社区看看，或打社区电话问。" />
  return (
    <Card title="您住哪栋楼">
      <BuildingRows rows={list.value} onPick={onPick} />
      {list.hasMore && (
        <Button kind="quiet" block busy={list.loadingMore} onTap={list.more}>
          看更多
        </Button>
      )}
    </Card>
  )
}
