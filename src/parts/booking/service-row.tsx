import type { ServiceRow as Service } from '@doorstep/contract/services/views'
import { serviceWays } from '@doorstep/contract/services/words'
import { View } from '@tarojs/components'
import { useElder } from '../../platform/device/elder'
import { go } from '../../platform/navigation/navigate'
import { Chip } from '../../ui/display/chip'
import { moment } from '../../ui/format'
import { ListRow } from '../../ui/display/list-row'
import { Stack } from '../../ui/layout/stack'

/** Returns when the next seat of a service is free, short and in full. */
function nextFreeWords({ way, nextFree }: Pick<Service, 'way' | 'nextFree'>) {
  if (way === 'walkIn') return { short: serviceWays.walkIn, full: '不用预约，到现场取号', tone: 'plain' as const }
  if (nextFree === null) return { short: '暂时约满', full: '开放的时段都约满了，可以候补', tone: 'warning' as const }
  return { short: moment(nextFree), full: `最近 ${moment(nextFree)} 有空`, tone: 'done' as const }
}

/** Renders a service in a list: what it is, where, when the next seat is free. */
export function ServiceRow({ row, brief }: { row: Service; brief?: boolean }) {
  const { short, full, tone } = nextFreeWords(row)
  const { elder } = useElder()
  const free = <Chip tone={tone}>{short}</Chip>
  const where = row.way === 'home' ? `${serviceWays.home} · ${row.providerName}` : row.venue.name
  return (
    <ListRow
      title={row.name}
      line={
        <>
          {!brief && <View>{row.about}</View>}
          <View>{where}</View>
          {elder && <Stack across>{free}</Stack>}
        </>
      }
      end={!elder && free}
      onTap={() => go('services/detail', { code: row.code })}
      also={brief ? `${full}，${row.about}` : full}
    />
  )
}
