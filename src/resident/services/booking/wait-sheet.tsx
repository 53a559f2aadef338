import { ruleWords } from '@doorstep/contract/rule-words'
import type { WaitingRow } from '@doorstep/contract/bookings/views'
import { useState } from 'react'
import { NextSteps } from '../../../parts/next-steps'
import { SignInButton } from '../../../parts/sign-in-button'
import { useSignedIn } from '../../../platform/api/me'
import { useRead, useSend } from '../../../platform/api/query'
import { useOnline } from '../../../platform/device/network'
import { go } from '../../../platform/navigation/navigate'
import { Words } from '../../../ui/display/words'
import { dayName, span, timeOfDay } from '../../../ui/format'
import { Button } from '../../../ui/input/button'
import { Choice } from '../../../ui/input/choice'
import { Stepper } from '../../../ui/input/stepper'
import { Announce } from '../../../ui/layout/announce'
import { Card } from '../../../ui/layout/card'
import { Sheet } from '../../../ui/layout/sheet'
import { Stack } from '../../../ui/layout/stack'
import { seatsAtOnce } from './booking-form'
import type { SheetProps } from './use-taking'

const whom = [
  { value: 'me', label: '我自己' },
  { value: 'other', label: '替别人约' },
] as const

interface WaitSheetProps extends Pick<SheetProps, 'service' | 'slot' | 'whose' | 'onClose'> {
  /** Called with a slot that a refusal names instead: this one, which is free again, or another. */
  onOther: (slotId: string, seats: number, forOther: boolean) => void
}

/** Renders the sheet of a full slot: how many wait, and joining them (候补). */
export function WaitSheet({ service, slot, whose, onClose, onOther }: WaitSheetProps) {
  const { maxSeats, way } = service
  const signedIn = useSignedIn()
  const online = useOnline()
  const waits = useRead('GET /v1/waiting', {}, { when: signedIn })
  const wait = useSend('POST /v1/waiting', ['GET /v1/services', 'GET /v1/waiting'])
  const [joined, setJoined] = useState<WaitingRow>()
  const [forOther, setForOther] = useState(whose === 'other')
  const [wanted, setSeats] = useState(1)
  const inLine = joined ?? waits.value?.rows.find(({ slotId, state }) => slotId === slot.id && state === 'waiting')
  const most = seatsAtOnce(service, forOther)
  const seats = Math.min(wanted, most)
  const join = async () => {
    const result = await wait.send({ body: { slotId: slot.id, seats, ...(forOther && { forOther }) } })
    if (result.ok) setJoined(result.value)
  }
  const bar = inLine ? (
    <Button kind="primary" block onTap={() => go('bookings/list')}>
      看我的候补
    </Button>
  ) : !signedIn ? (
    <SignInButton kind="primary">登录后候补</SignInButton>
  ) : (
    <Button kind="primary" block busy={wait.sending} why={online ? undefined : '没有网络，连上后再候补'} onTap={join}>
      {`候补 ${dayName(slot.startsAt)} ${timeOfDay(slot.startsAt)}`}
    </Button>
  )
  return (
    <Sheet open title={span(slot.startsAt, slot.endsAt)} onClose={onClose} bar={bar}>
      {inLine ? (
        <InLine of={inLine} now={joined !== undefined} />
      ) : (
        <Stack gap={16}>
          <Words>
            {`这个时段约满了${slot.waiting > 0 ? `，前面有 ${slot.waiting} 人在候补` : ''}。候补后一有空位就按先后通知您；${ruleWords.offerOpen}。不想等了可以随时退出。`}
          </Words>
          <Choice label="给谁约" across options={whom} value={forOther ? 'other' : 'me'} onChange={(who) => setForOther(who === 'other')} />
          {maxSeats > 1 && way !== 'home' && (
            <Stepper
              label="几个人来"
              value={seats}
              max={most}
              unit="人"
              help={`${forOther ? '替别人' : ''}一次最多约 ${most} 人`}
              onChange={setSeats}
            />
          )}
          {wait.problem && (
            <Card tone="warning">
              <NextSteps
                problem={wait.problem}
                seats={seats}
                here={{
                  otherSlot: (id, places = seats) => (id === undefined ? onClose() : onOther(id, places, forOther)),
                  service: onClose,
                }}
              />
            </Card>
          )}
        </Stack>
      )}
    </Sheet>
  )
}

/** Renders the resident's place on the waiting list, joined now or before. */
const InLine = ({ of, now }: { of: WaitingRow; now: boolean }) =>
  now ? (
    <Announce seen>
      {`已经${of.forOther ? '给别人' : ''}候补，您排在第 ${of.position} 位。有位置会通知您，请在通知里写的时间前确认。`}
    </Announce>
  ) : (
    <Words>
      {`您已经在候补这个时段${of.forOther ? '（给别人等的）' : ''}，排在第 ${of.position} 位。一有空位就通知您，不想等了可以在“我的预约”里退出。`}
    </Words>
  )
