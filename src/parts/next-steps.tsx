import { useState } from 'react'
import { callPhone } from '../platform/device/call'
import { go, type Params } from '../platform/navigation/navigate'
import type { PageName } from '../platform/navigation/pages'
import { useSend } from '../platform/api/query'
import type { Problem } from '../platform/api/result'
import { Announce } from '../ui/layout/announce'
import { Button } from '../ui/input/button'
import { Stack } from '../ui/layout/stack'

type Step = NonNullable<Extract<Problem, { next?: unknown }>['next']>[number]
type Does = Step['does']

/** The page each step leads to; joining a waiting list and holding another slot happen in place. */
const leads: Record<Exclude<Does, 'joinWaiting' | 'otherSlot'>, (id: string | undefined) => { page: PageName; params?: Params }> = {
  otherService: () => ({ page: 'services/list' }),
  service: (id) => (id === undefined ? { page: 'services/list' } : { page: 'services/detail', params: { code: id } }),
  myBooking: (id) => (id === undefined ? { page: 'bookings/list' } : { page: 'bookings/detail', params: { id } }),
  myHold: (id) => (id === undefined ? { page: 'bookings/list' } : { page: 'services/detail', params: { holdId: id } }),
  myWaiting: () => ({ page: 'bookings/list' }),
  myTicket: (id) => (id === undefined ? { page: 'bookings/list' } : { page: 'queue/ticket', params: { id } }),
  checkIn: (id) => (id === undefined ? { page: 'bookings/list' } : { page: 'bookings/detail', params: { id } }),
  appeal: (id) => (id === undefined ? { page: 'bookings/list', params: { view: 'all' } } : { page: 'bookings/detail', params: { id } }),
  bindHome: () => ({ page: 'account/bind' }),
  myRequest: (id) => (id === undefined ? { page: 'requests/list' } : { page: 'requests/detail', params: { id } }),
}

/** Returns the words of a problem, with its field errors, which are not always shown at a field. */
const wordsOf = ({ code, detail, errors = [] }: Problem) =>
  [...(code === 'badInput' && errors.length > 0 ? [] : [detail]), ...errors.map(({ message }) => message)].join('；')

interface NextStepsProps {
  problem: Problem | undefined
  /** Number of seats to wait for, where waiting is offered. */
  seats?: number
  /** Steps this page handles itself, because it is already where they lead. `seats` where the step names its own number of seats. */
  here?: Partial<Record<Does, (id: string | undefined, seats: number | undefined) => unknown>>
}

/** Renders why a request failed, in the API's words, and a button for each thing that can be done next. */
export function NextSteps({ problem, seats = 1, here = {} }: NextStepsProps) {
  const waiting = useSend('POST /v1/waiting', ['GET /v1/waiting', 'GET /v1/services'])
  const hold = useSend('POST /v1/holds', ['GET /v1/bookings', 'GET /v1/services'])
  const [joined, setJoined] = useState('')
  if (!problem) return null
  const join = async ({ seats: places = seats, forOther = false }: Step, slotId: string) => {
    const result = await waiting.send({ body: { slotId, seats: places, ...(forOther && { forOther }) } })
    if (result.ok)
      setJoined(`已经${forOther ? '给别人' : ''}候补，您排在第 ${result.value.position} 位；有位置会通知您，请在通知里写的时间前确认`)
  }
  const holdOther = async ({ seats: places = seats, forOther = false }: Step, slotId: string) => {
    const result = await hold.send({ body: { slotId, seats: places, ...(forOther && { forOther }) } })
    if (result.ok) await go('services/detail', { holdId: result.value.id, ...(forOther && { whose: 'other' }) })
  }
  const take = (step: Step) => {
    const { does, id } = step
    const own = here[does]
    if (own) return own(id, step.seats)
    if (does === 'joinWaiting') return id === undefined ? undefined : join(step, id)
    if (does === 'otherSlot') return id === undefined ? go('services') : holdOther(step, id)
    const { page, params } = leads[does](id)
    return go(page, { ...params, ...(does === 'myHold' && step.forOther && { whose: 'other' }) })
  }
  const shown = hold.problem ?? waiting.problem ?? problem
  const steps = 'next' in shown ? (shown.next ?? []) : []
  const phones = shown.phones ?? []
  return (
    <Stack gap={8}>
      <Announce urgent={joined === ''} seen>
        {joined === '' ? wordsOf(shown) : joined}
      </Announce>
      {joined === '' &&
        phones.map(({ name, number }) => (
          <Button key={number} icon="phone" block label={`打电话 ${number}，${name}`} onTap={() => callPhone(number)}>
            {`打电话 ${number}`}
          </Button>
        ))}
      {joined !== '' ? (
        <Button block onTap={() => go('bookings/list')}>
          看我的候补
        </Button>
      ) : (
        steps.map((step, index) => (
          <Button
            key={`${step.does} ${step.id ?? ''}`}
            kind={index === 0 ? 'outline' : 'plain'}
            block
            busy={(step.does === 'joinWaiting' && waiting.sending) || (step.does === 'otherSlot' && hold.sending)}
            onTap={() => take(step)}
          >
            {step.label}
          </Button>
        ))
      )}
    </Stack>
  )
}
