import type { StaffTicket } from '@doorstep/contract/queue/views'
import { ruleWords } from '@doorstep/contract/rule-words'
import { bookingCodeDigits } from '@doorstep/contract/rules'
import { useState } from 'react'
import { useSend } from '../../platform/api/query'
import { Announce } from '../../ui/layout/announce'
import { Button } from '../../ui/input/button'
import { Card } from '../../ui/layout/card'
import { StaffField } from '../parts/fields/staff-field'
import { Stack } from '../../ui/layout/stack'
import { timeOfDay } from '../../ui/format'

const numberOf = (ticket: StaffTicket | null) => (ticket ? `，号码 ${ticket.number}` : '')

/** Renders check-in by the booking's six digits; it is submitted with the sixth digit. */
export function CheckIn({ venue, why }: { venue: string; why: string | undefined }) {
  const checkIn = useSend('POST /v1/staff/check-ins', ['GET /v1/staff/venues', 'GET /v1/staff/bookings'])
  const [code, setCode] = useState('')
  const [sent, setSent] = useState(0)
  const [said, setSaid] = useState('')

  const send = async (typed: string) => {
    if (why !== undefined) return
    setSaid('')
    const result = await checkIn.send({ body: { venueCode: venue, code: typed } })
    if (!result.ok) return
    const { booking, ticket } = result.value
    setSaid(`${booking.name} ${timeOfDay(booking.startsAt)} ${booking.serviceName}，已签到${numberOf(ticket)}`)
    setCode('')
    setSent((before) => before + 1)
  }
  const type = (typed: string) => {
    const clean = typed.trim()
    setCode(clean)
    if (clean.length === bookingCodeDigits && clean !== code) void send(clean)
  }
  return (
    <Card>
      <Stack>
        <StaffField
          readBy="nobody"
          label="预约码签到"
          help={ruleWords.bookingCodeTyped}
          kind="number"
          max={bookingCodeDigits}
          revision={sent}
          onText={type}
          error={checkIn.problem?.detail}
          end={
            <Button small busy={checkIn.sending} disabled={code.length !== bookingCodeDigits || why !== undefined} onTap={() => send(code)}>
              签到
            </Button>
          }
        />
        <Announce seen={said !== ''}>{said}</Announce>
      </Stack>
    </Card>
  )
}
