import type { Value } from '../../platform/result'
import { callPhone } from '../../platform/call'
import { go } from '../../platform/navigate'
import { ticketStateNames } from '@doorstep/contract/booking-words'
import { Button } from '../../ui/button'
import { Card } from '../../ui/card'
import { Chip } from '../../ui/chip'
import { ListRow } from '../../ui/list-row'
import { Stack } from '../../ui/stack'
import { Words } from '../../ui/words'
import { Booked } from './booked'
import { WalkIns } from './walk-ins'

export type PlaceHere = Value<'GET /v1/check-in-places/{token}'>

const over = ['done', 'void']

/** One place today: numbers she holds, bookings to check in, and what can be had without booking. */
export function Here({ of: { venue, bookings, tickets, walkIns }, token }: { of: PlaceHere; token: string }) {
  const held = tickets.filter(({ state }) => !over.includes(state))
  return (
    <>
      <Stack gap={4}>
        <Words size={20} bold heading>
          {venue.name}
        </Words>
        <Words size={15} tone="second">
          {venue.hoursSays}
        </Words>
      </Stack>
      {held.length > 0 && (
        <Card title="您的号" tone="info">
          {held.map(({ id, number, serviceName, state, ahead }) => (
            <ListRow
              key={id}
              title={`${number} · ${serviceName}`}
              line={state === 'waiting' ? (ahead === 0 ? '下一个就是您' : `前面还有 ${ahead} 位`) : ticketStateNames[state]}
              end={
                <Chip tone={state === 'called' ? 'danger' : 'info'} onTint>
                  {ticketStateNames[state]}
                </Chip>
              }
              onTap={() => go('queue/ticket', { id })}
            />
          ))}
        </Card>
      )}
      {bookings.map((row) => (
        <Booked key={row.id} of={row} token={token} />
      ))}
      {bookings.length === 0 && held.length === 0 && (
        <Words size={15} tone="second">
          您今天在这里没有预约,可以现场取号。
        </Words>
      )}
      <WalkIns of={walkIns} token={token} />
      <Stack across>
        <Button block icon="phone" label={`给${venue.name}打电话`} onTap={() => callPhone(venue.phone)}>
          打电话问
        </Button>
      </Stack>
    </>
  )
}
