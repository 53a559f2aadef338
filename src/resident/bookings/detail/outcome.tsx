import type { BookingDetail } from '@doorstep/contract/bookings/views'
import { Card } from '../../../ui/layout/card'
import { Words } from '../../../ui/display/words'

/** Renders why it was cancelled by staff. */
export function Outcome({ of: b }: { of: BookingDetail }) {
  if (b.reason === null || b.next.includes(b.reason)) return null
  return (
    <Card title="原因" tone="warning">
      <Words asWritten>{b.reason}</Words>
    </Card>
  )
}

/** Renders the booker's note for the staff. */
export function Note({ of: { note } }: { of: BookingDetail }) {
  if (note === '') return null
  return (
    <Card title="您的备注">
      <Words size={15} tone="second" asWritten>
        {note}
      </Words>
    </Card>
  )
}
