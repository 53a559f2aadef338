import type { BookingDetail } from '@doorstep/contract/bookings/views'
import { bookingTraits } from '@doorstep/contract/bookings/words'
import { useState } from 'react'
import { callPhone } from '../../../platform/device/call'
import { copyText } from '../../../platform/device/clipboard'
import { useElder } from '../../../platform/device/elder'
import { Announce } from '../../../ui/layout/announce'
import { Button } from '../../../ui/input/button'
import { Card } from '../../../ui/layout/card'
import { Stack } from '../../../ui/layout/stack'
import { Words } from '../../../ui/display/words'

/** Renders where it is and what to bring; for a home service the address, and who comes. */
export function Place({ of: b }: { of: BookingDetail }) {
  if (bookingTraits[b.state].ended) return <Was of={b} />
  return (
    <>
      {b.way === 'home' ? <Helper of={b} /> : <Venue of={b} />}
      {b.bring !== '' && (
        <Card title="请准备">
          <Words asWritten>{b.bring}</Words>
        </Card>
      )}
    </>
  )
}

/** Renders the place of a past booking in one line. */
const Was = ({ of: { way, venue, address } }: { of: BookingDetail }) => (
  <Words size={15} tone="second">
    {way === 'home' ? (address ?? venue.name) : `${venue.name}，${venue.address}`}
  </Words>
)

function Venue({ of: { venue, phone } }: { of: BookingDetail }) {
  const { elder } = useElder()
  const [said, setSaid] = useState('')
  const copy = async () => {
    const copied = await copyText(`${venue.name} ${venue.address}`)
    setSaid(copied.ok ? '地址已复制，可以粘贴到地图里找路' : copied.problem.detail)
  }
  return (
    <Card title="在哪里">
      <Stack gap={8}>
        <Words>{venue.name}</Words>
        <Words size={15} tone="second">
          {venue.address}
        </Words>
        {!elder && (
          <Words size={15} tone="second">
            {venue.hoursSays}
          </Words>
        )}
        <Stack across wraps>
          {!elder && (
            <Button icon="location" onTap={copy}>
              复制地址
            </Button>
          )}
          <Button icon="phone" label={`给${venue.name}打电话`} onTap={() => callPhone(phone || venue.phone)}>
            打电话
          </Button>
        </Stack>
        {said !== '' && <Announce seen>{said}</Announce>}
      </Stack>
    </Card>
  )
}

function Helper({ of: { address, helper, venue, phone } }: { of: BookingDetail }) {
  const number = helper?.phone ?? (phone || venue.phone)
  return (
    <Card title="谁上门，到哪里">
      <Stack gap={8}>
        <Words>{helper ? helper.name : '还在安排人员，定了会通知您'}</Words>
        {address !== null && (
          <Words size={15} tone="second">
            {address}
          </Words>
        )}
        <Stack across wraps>
          <Button icon="phone" label={helper ? `给${helper.name}打电话` : `给${venue.name}打电话`} onTap={() => callPhone(number)}>
            {helper ? `打给${helper.name}` : '打电话问'}
          </Button>
        </Stack>
      </Stack>
    </Card>
  )
}
