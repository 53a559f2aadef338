import { callActions } from '@doorstep/contract/whistles/machine'
import type { WhistleCall } from '@doorstep/contract/whistles/views'
import { callStateWords } from '@doorstep/contract/whistles/words'
import { useNow } from '../../../platform/api/now'
import { callPhone } from '../../../platform/device/call'
import { Chip } from '../../../ui/display/chip'
import { Words } from '../../../ui/display/words'
import { moment } from '../../../ui/format'
import { Button } from '../../../ui/input/button'
import { Card } from '../../../ui/layout/card'
import { Stack } from '../../../ui/layout/stack'
import { callActs, type Act } from './acts'

interface CallCardProps {
  of: WhistleCall
  start: (act: Act, id: string) => void
  /** Whether the reader works for one of the units alone: its actions stand in the page's bar. */
  single: boolean
}

/** Renders the call of one unit: how far it is, its times, what each side said of the other, and what may be done. */
export function CallCard({ of: c, start, single }: CallCardProps) {
  const now = useNow()
  const { name, tone } = callStateWords[c.state]
  const acts = c.mine && single ? [] : callActions.filter((action) => c.actions.includes(action))
  return (
    <Card title={c.unit.name}>
      <Stack gap={8}>
        <Stack across>
          <Chip tone={c.overdue ? 'danger' : tone}>{c.overdue ? `${name}，超时` : name}</Chip>
        </Stack>
        {linesOf(c, now).map((line) => (
          <Words key={line} size={15} tone="second">
            {line}
          </Words>
        ))}
        {!c.mine && c.unit.phone !== '' && c.state !== 'confirmed' && (
          <Button onTap={() => void callPhone(c.unit.phone)}>{`打电话 ${c.unit.phone}`}</Button>
        )}
        {acts.map((action) => (
          <Button key={action} block onTap={() => start(callActs[action], c.id)}>
            {callActs[action].label}
          </Button>
        ))}
      </Stack>
    </Card>
  )
}

const yesNo = (yes: boolean, what: string, not: string) => (yes ? what : not)

function linesOf(c: WhistleCall, now: number): string[] {
  return [
    c.respondedAt === null ? `要在${moment(c.respondBy, now)} 前回应` : `${moment(c.respondedAt, now)} 回应`,
    ...(c.arrivedAt === null && c.arriveBy !== null ? [`说${moment(c.arriveBy, now)} 到${c.who === '' ? '' : `，${c.who}`}`] : []),
    ...(c.arrivedAt === null ? [] : [`${moment(c.arrivedAt, now)} 到场`]),
    ...(c.resultBy === null || c.state === 'confirmed' ? [] : [`要在${moment(c.resultBy, now)} 前有结果`]),
    ...(c.ratedUnit === null
      ? []
      : [
          `街道评：${yesNo(c.ratedUnit.inTime, '到场及时', '到场不及时')}，${yesNo(c.ratedUnit.achieved, '办成了', '没办成')}。${c.ratedUnit.text}`,
        ]),
    ...(c.ratedCall === null
      ? []
      : [
          `单位评：${yesNo(c.ratedCall.needed, '该吹这次哨', '不该吹这次哨')}，${yesNo(c.ratedCall.prepared, '准备充分', '准备不够')}。${c.ratedCall.text}`,
        ]),
  ]
}
