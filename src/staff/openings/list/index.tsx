import type { Closure } from '@doorstep/contract/openings/views'
import { serviceWays } from '@doorstep/contract/services/words'
import { useState } from 'react'
import { useMe } from '../../../platform/api/me'
import { go, useParams } from '../../../platform/navigation/navigate'
import { both, useRead, useSend } from '../../../platform/api/query'
import { Announce } from '../../../ui/layout/announce'
import { Button } from '../../../ui/input/button'
import { Card } from '../../../ui/layout/card'
import { Chip } from '../../../ui/display/chip'
import { dayName, hoursName } from '../../../ui/format'
import { ListRow } from '../../../ui/display/list-row'
import { Screen } from '../../../ui/layout/screen'
import { Stack } from '../../../ui/layout/stack'
import { Words } from '../../../ui/display/words'
import { setsRules } from '../../parts/venue-doors'
import { VenueHead } from '../../parts/venue-head'
import { weekSays } from '../parts/openings'

/** Renders 开放安排: a venue's services with their opening hours, and its closures. */
export default function RulesList() {
  const { venue } = useParams('venue')
  const { value: me } = useMe()
  const services = useRead('GET /v1/staff/services', { query: { venue } })
  const closures = useRead('GET /v1/staff/closures', { query: { venue } })
  return (
    <Screen
      of={both(services, closures)}
      head={<VenueHead venue={venue} here="staff/openings/list" />}
      bar={
        setsRules(me) && (
          <Button kind="primary" onTap={() => go('staff/openings/closure', { venue })}>
            停办几天或几小时
          </Button>
        )
      }
    >
      {([{ rows }, closed]) => (
        <>
          {closed.rows.length > 0 && (
            <Card title="停办">
              {closed.rows.map((closure) => (
                <ClosureRow key={closure.id} of={closure} />
              ))}
            </Card>
          )}
          <Card title="服务">
            {rows.length === 0 && <Words tone="second">这里还没有服务。服务由街道导入。</Words>}
            {rows.map(({ code, name, way, rules, slotsUntil }) => (
              <ListRow
                key={code}
                title={name}
                line={[weekSays(rules.weekly) || '没有开放时间', slotsUntil === null && way !== 'walkIn' && '时段还没排出来']
                  .filter(Boolean)
                  .join(' · ')}
                end={way !== 'slot' && <Chip>{serviceWays[way]}</Chip>}
                chevron
                onTap={() => go('staff/openings/service', { venue, code })}
              />
            ))}
          </Card>
        </>
      )}
    </Screen>
  )
}

export const closureDays = ({ fromDay, untilDay, hours }: Closure) =>
  [fromDay === untilDay ? dayName(fromDay) : `${dayName(fromDay)} 到 ${dayName(untilDay)}`, hours && hoursName(hours)]
    .filter(Boolean)
    .join(' ')

function ClosureRow({ of: closure }: { of: Closure }) {
  const [sure, setSure] = useState(false)
  const open = useSend('DELETE /v1/staff/closures/{id}', ['GET /v1/staff/closures', 'GET /v1/staff/venues', 'GET /v1/services'])
  const what = closure.serviceName ?? '整个服务点'
  return (
    <>
      <ListRow
        title={closureDays(closure)}
        line={`${what} · ${closure.reason} · ${closure.by}`}
        end={
          <Button small label={`重新开放，${closureDays(closure)}`} onTap={() => setSure(!sure)}>
            重新开放
          </Button>
        }
      />
      {sure && (
        <Stack gap={8}>
          <Words size={15} tone="second">
            重新开放后可以接着预约；因停办取消的预约不会自动恢复。
          </Words>
          <Stack across gap={8}>
            <Button onTap={() => setSure(false)}>先不</Button>
            <Button kind="outline" busy={open.sending} onTap={() => open.send({ params: { id: closure.id } })}>
              确定重新开放
            </Button>
          </Stack>
          {open.problem && (
            <Announce urgent seen>
              {open.problem.detail}
            </Announce>
          )}
        </Stack>
      )}
    </>
  )
}
