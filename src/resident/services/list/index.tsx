import type { ServiceRow as Service } from '@doorstep/contract/services/views'
import { serviceGroups, type ServiceGroup } from '@doorstep/contract/services/words'
import { useState } from 'react'
import { useCurrentGrid } from '../../../platform/place/current-grid'
import { useElder } from '../../../platform/device/elder'
import { useParams } from '../../../platform/navigation/navigate'
import { useRead } from '../../../platform/api/query'
import { useDebouncedText } from '../../../ui/input/debounced-text'
import { AskForHelp } from '../../../parts/ask-for-help'
import { EmergencyCalls } from '../../../parts/emergency-calls'
import { Button } from '../../../ui/input/button'
import { Card } from '../../../ui/layout/card'
import { Chips } from '../../../ui/input/chips'
import { Empty } from '../../../ui/layout/empty'
import { Field } from '../../../ui/input/field'
import { Screen } from '../../../ui/layout/screen'
import { ServiceRow } from '../../../parts/booking/service-row'
import { Skeleton } from '../../../ui/layout/skeleton'
import { Trouble } from '../../../ui/layout/trouble'
import { Words } from '../../../ui/display/words'

type Shown = ServiceGroup | 'all'
const groups: { value: Shown; label: string }[] = [
  { value: 'all', label: '全部' },
  ...(Object.keys(serviceGroups) as ServiceGroup[]).map((value) => ({ value, label: serviceGroups[value] })),
]
const asGroup = (raw: string): Shown => groups.find(({ value }) => value === raw)?.value ?? 'all'
/** Number of rows rendered at first: a whole catalogue at once is slow on a phone. */
const atFirst = 20

/** Renders the catalogue of services: by group, venue or text; nearest first. */
export default function ServiceList() {
  const opened = useParams('group', 'venue', 'q')
  const { elder } = useElder()
  const { gridCode, settled } = useCurrentGrid()
  const [group, setGroup] = useState(asGroup(opened.group))
  const { typed, type } = useDebouncedText(opened.q)
  const services = useRead(
    'GET /v1/services',
    {
      query: {
        q: typed === '' ? undefined : typed,
        group: group === 'all' ? undefined : group,
        venue: opened.venue === '' ? undefined : opened.venue,
        grid: gridCode,
      },
    },
    { when: settled },
  )
  const here = opened.venue === '' ? undefined : services.value?.rows[0]?.venue.name
  // The search stays mounted whatever it finds, so that the field keeps its focus.
  return (
    <Screen again={services.again} {...(here !== undefined && { title: here })}>
      {!(elder && group !== 'all') && (
        <Card>
          <Field label="搜服务" placeholder="例如 量血压、代办社保" max={40} initial={opened.q} onText={type} />
        </Card>
      )}
      <EmergencyCalls text={typed} grid={gridCode} />
      {!elder && <Chips label="哪一类服务" options={groups} value={group} onChoose={setGroup} />}
      {elder && group !== 'all' && (
        <>
          <Words size={24} bold heading>
            {serviceGroups[group]}
          </Words>
          <AskForHelp say={`请您代我约一个服务：${serviceGroups[group]}`}>请网格员代我约</AskForHelp>
        </>
      )}
      {services.value ? (
        <Found key={`${group} ${typed}`} rows={services.value.rows} reset={group !== 'all' ? () => setGroup('all') : undefined} />
      ) : services.problem ? (
        <Trouble problem={services.problem} again={services.again} />
      ) : (
        <Skeleton shape="list" />
      )}
    </Screen>
  )
}

function Found({ rows, reset }: { rows: Service[]; reset: (() => void) | undefined }) {
  const [all, setAll] = useState(false)
  if (rows.length === 0)
    return (
      <Empty
        icon="search"
        title="没有找到这样的服务"
        text="换个说法试试，也可以直接问网格员。"
        action={reset && { text: '看全部服务', onTap: reset }}
      />
    )
  return (
    <>
      <Card>
        {rows.slice(0, all ? rows.length : atFirst).map((row) => (
          <ServiceRow key={row.code} row={row} />
        ))}
      </Card>
      {!all && rows.length > atFirst ? (
        <Button kind="quiet" block onTap={() => setAll(true)}>
          {`看其余 ${rows.length - atFirst} 项`}
        </Button>
      ) : (
        <Words size={13} tone="third">
          共 {rows.length} 项
        </Words>
      )}
    </>
  )
}
