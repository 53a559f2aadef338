import type { GridCard } from '@doorstep/contract/grids'
import { View } from '@tarojs/components'
import { callPhone } from '../../../platform/device/call'
import { useCurrentGrid } from '../../../platform/place/current-grid'
import { go, useParams } from '../../../platform/navigation/navigate'
import { useGridCard } from '../../../parts/grid-card'
import { canShare, useShare } from '../../../platform/navigation/share'
import { Button } from '../../../ui/input/button'
import { Card } from '../../../ui/layout/card'
import { dayName } from '../../../ui/format'
import { ListRow } from '../../../ui/display/list-row'
import { Screen } from '../../../ui/layout/screen'
import { Words } from '../../../ui/display/words'
import styles from './index.module.css'
import { Member, Team } from './people'

const kindNames = { basic: '基础网格', dedicated: '专属网格' } as const

/** Renders the grid as the law requires it to be published (滨州市社会治理网格化服务管理条例 art. 6): name, area, member, contact, supervision. */
export default function GridCardPage() {
  const { code } = useParams('code')
  const door = useCurrentGrid()
  const card = useGridCard(code)
  useShare('网格公示牌：谁管这里、怎么联系', 'grids/card', { code })
  return (
    <Screen of={card} shape="detail">
      {(grid) => (
        <>
          <View>
            <Words size={15} tone="second">
              {grid.street.name} · {grid.community.name}
            </Words>
            <Words size={24} bold heading>
              {grid.name}
            </Words>
          </View>
          <Member card={grid} />
          <Facts card={grid} />
          <Branches rows={grid.branches} />
          <Team team={grid.team.filter(({ staffCode }) => staffCode !== grid.member?.staffCode)} />
          <View className={styles.pair}>
            {canShare && (
              <Button share icon="share">
                转给家人
              </Button>
            )}
            <Button onTap={() => go('grids/correct', { building: door.home?.building.code ?? door.looked?.code, grid: grid.code })}>
              不是我的网格
            </Button>
          </View>
          <Words size={13} tone="third">
            网格代码 {grid.code} · {dayName(grid.updatedAt)}更新
          </Words>
        </>
      )}
    </Screen>
  )
}

function Facts({ card }: { card: GridCard }) {
  return (
    <Card title="公示内容">
      <Fact name="范围" text={card.area} />
      <Fact name="类别" text={kindNames[card.kind]} />
      <Fact name="值班时间" text={card.dutySays} />
      {card.nightPhone != null && (
        <ListRow
          title="夜间值班电话"
          quiet
          line={card.nightPhone}
          end={
            <Button small icon="phone" label={`打夜间值班电话 ${card.nightPhone}`} onTap={() => callPhone(card.nightPhone ?? '')}>
              电话
            </Button>
          }
        />
      )}
      <ListRow
        title="监督电话"
        quiet
        line={card.supervisionPhone}
        end={
          <Button small icon="phone" label={`打监督电话 ${card.supervisionPhone}`} onTap={() => callPhone(card.supervisionPhone)}>
            电话
          </Button>
        }
      />
    </Card>
  )
}

const Fact = ({ name, text }: { name: string; text: string }) => (
  <View className={styles.fact}>
    <Words size={15} tone="third">
      {name}
    </Words>
    <Words>{text}</Words>
  </View>
)

function Branches({ rows }: { rows: GridCard['branches'] }) {
  if (rows.length === 0) return null
  return (
    <Card title="网格里的党支部">
      {rows.map(({ code, name, kindName }) => (
        <ListRow key={code} title={name} line={kindName} quiet chevron onTap={() => go('branches/detail', { code })} />
      ))}
    </Card>
  )
}
