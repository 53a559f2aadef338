import type { ServiceRow as Service } from '@doorstep/contract/services/views'
import { serviceGroups, type ServiceGroup } from '@doorstep/contract/services/words'
import { View } from '@tarojs/components'
import { useElder } from '../../platform/device/elder'
import { go } from '../../platform/navigation/navigate'
import type { Read } from '../../platform/api/query'
import { isOffline } from '../../platform/api/result'
import { aria } from '../../ui/aria'
import { AskForHelp } from '../../parts/ask-for-help'
import { Button } from '../../ui/input/button'
import { Card } from '../../ui/layout/card'
import { Chips } from '../../ui/input/chips'
import { Icon } from '../../ui/display/icon'
import { ListRow } from '../../ui/display/list-row'
import { ServiceRow } from '../../parts/booking/service-row'
import { Stack } from '../../ui/layout/stack'
import { Words } from '../../ui/display/words'
import styles from './index.module.css'

/** Renders what looks like a field and opens the search page, which has the field itself. */
export const SearchBox = () => (
  <View
    className={styles.search}
    hoverClass={styles.pressed ?? 'none'}
    onClick={() => void go('services/list')}
    {...aria({ role: 'button', label: '搜服务：量血压、代办社保' })}
  >
    <Icon name="search" size={20} />
    <View>搜服务：量血压、代办社保…</View>
  </View>
)

/** Returns the groups that have services, in the catalogue's order. */
const groupsIn = (rows: readonly Service[]) =>
  (Object.keys(serviceGroups) as ServiceGroup[])
    .filter((group) => rows.some((row) => row.group === group))
    .map((value) => ({ value, label: serviceGroups[value] }))

const nearest = 4

/**
 * Renders 约服务: the groups, and the nearest services with their next free time. Elder mode shows one group at a time, on a page of its own.
 */
export function BookServices({ of }: { of: Read<{ rows: Service[] }> }) {
  const { elder } = useElder()
  if (!of.value) return <Missing of={of} />
  const { rows } = of.value
  const groups = groupsIn(rows)
  const inGroup = (group: ServiceGroup) => go('services/list', { group })
  if (rows.length === 0)
    return (
      <Card title="约服务">
        <Words size={15} tone="second">
          这里还没有开通网上预约的服务，可以打电话或问网格员。
        </Words>
      </Card>
    )
  if (elder)
    return (
      <Card title="约服务">
        <Stack>
          <AskForHelp say="请您代我约一个服务">请网格员代我约</AskForHelp>
          <View>
            {groups.map(({ value, label }) => (
              <ListRow
                key={value}
                title={label}
                line={rows.find(({ group }) => group === value)?.name}
                chevron
                onTap={() => inGroup(value)}
              />
            ))}
          </View>
        </Stack>
      </Card>
    )
  return (
    <Card title="约服务" more={{ text: `全部 ${rows.length}`, onTap: () => go('services/list') }}>
      <Stack gap={16}>
        <View className={styles.groups}>
          <Chips label="按类找服务" options={groups} onChoose={inGroup} />
        </View>
        <View>
          {rows.slice(0, nearest).map((row) => (
            <ServiceRow key={row.code} row={row} brief />
          ))}
        </View>
      </Stack>
    </Card>
  )
}

function Missing({ of }: { of: Read<unknown> }) {
  if (!of.problem)
    return (
      <Card title="约服务">
        <Words size={15} tone="third">
          正在打开服务…
        </Words>
      </Card>
    )
  return (
    <Card title="约服务">
      <Stack>
        <Words size={15} tone="second">
          {isOffline(of.problem) ? '没有网络，连上后再看能约的服务。' : of.problem.detail}
        </Words>
        <Button onTap={of.again}>再试一次</Button>
      </Stack>
    </Card>
  )
}
