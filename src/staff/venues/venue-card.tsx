import { ruleWords } from '@doorstep/contract/rule-words'
import { go, type Params } from '../../platform/navigation/navigate'
import type { PageName } from '../../platform/navigation/pages'
import type { Value } from '../../platform/api/result'
import { Badge } from '../../ui/display/badge'
import { Button } from '../../ui/input/button'
import { Card } from '../../ui/layout/card'
import { Icon } from '../../ui/display/icon'
import { ListRow } from '../../ui/display/list-row'
import { Stack } from '../../ui/layout/stack'
import { Words } from '../../ui/display/words'
import type { doorsOf } from '../parts/venue-doors'
import { Tally } from './tally'

type Row = Value<'GET /v1/staff/venues'>['rows'][number]

/** The lists that wait for staff, the most urgent first. */
const todos = [
  { name: 'pending', title: '预约待确认', line: '居民等着知道能不能来', page: 'staff/bookings/list', params: { view: 'pending' } },
  { name: 'unassigned', title: '上门还没安排人', line: '定下谁去、几点去', page: 'staff/bookings/list', params: { view: 'home' } },
  {
    name: 'calls',
    title: '要打电话',
    line: '没有账号的人，取消或改了时间要打电话告诉',
    page: 'staff/bookings/list',
    params: { view: 'calls' },
  },
  { name: 'appeals', title: '爽约申诉', line: '居民说明了没来的原因', page: 'staff/bookings/list', params: { view: 'appeals' } },
  { name: 'ratings', title: '差评待答复', line: ruleWords.badRatingsOwed, page: 'staff/ratings', params: {} },
] as const satisfies readonly { name: keyof Row['todo']; title: string; line: string; page: PageName; params: Params }[]

interface VenueCardProps {
  of: Row
  doors: ReturnType<typeof doorsOf>
  /** Whether it is the only venue: its queue is then the page's primary action. */
  alone: boolean
}

/** Renders one venue: today in numbers, what waits, and links to its pages, the queue first. */
export function VenueCard({ of: { venue, today, todo }, doors, alone }: VenueCardProps) {
  const here = { venue: venue.code }
  const waiting = todos.filter(({ name }) => todo[name] > 0)
  return (
    <Stack>
      <Card>
        <Stack gap={16}>
          <Stack gap={4}>
            <Words size={20} bold heading>
              {venue.name}
            </Words>
            <Words size={15} tone="second">
              {venue.hoursSays}
            </Words>
          </Stack>
          <Tally
            counts={[
              { label: '今天约了', count: today.booked },
              { label: '已到', count: today.arrived },
              { label: '办完', count: today.done },
              { label: '没有到', count: today.missed, warns: true },
            ]}
          />
          <Button
            kind={alone ? 'primary' : 'outline'}
            block
            icon="megaphone"
            label={`${venue.name}，叫号`}
            onTap={() => go('staff/counter', here)}
          >
            叫号
          </Button>
        </Stack>
      </Card>
      {waiting.length > 0 && (
        <Card title="等您处理">
          {waiting.map(({ name, title, line, page, params }) => (
            <ListRow
              key={name}
              title={title}
              line={line}
              end={<Badge count={todo[name]} label={`${todo[name]} 件`} />}
              chevron
              onTap={() => go(page, { ...here, ...params })}
            />
          ))}
        </Card>
      )}
      <Card>
        {doors
          .filter(({ page }) => page !== 'staff/counter')
          .map(({ page, title, line, icon }) => (
            <ListRow
              key={page}
              quiet
              lead={<Icon name={icon} size={20} />}
              title={title}
              line={line}
              chevron
              onTap={() => go(page, here)}
            />
          ))}
      </Card>
    </Stack>
  )
}
