import type { BookingDetail } from '@doorstep/contract/bookings/views'
import { View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { backTo } from '../../../platform/navigation/navigate'
import { useOnline } from '../../../platform/device/network'
import { useSend } from '../../../platform/api/query'
import { scrollToWrong, wrongField } from '../../../platform/navigation/scrolling'
import { useStillUploading } from '../../../platform/sending/still-uploading'
import { Announce } from '../../../ui/layout/announce'
import { Button } from '../../../ui/input/button'
import { Card } from '../../../ui/layout/card'
import { Countdown, useTimeLeft } from '../../../parts/countdown'
import { datedSpan, dayName, span, timeOfDay } from '../../../ui/format'
import { NextSteps } from '../../../parts/next-steps'
import { Screen } from '../../../ui/layout/screen'
import { Words } from '../../../ui/display/words'
import { cancelSays } from '../parts/cancel-says'
import { ChooseAgain } from './choose-again'
import { Fields } from './fields'
import { useBooking } from './use-booking'
import { useChoosingAgain, type ChoosingAgain } from './use-choosing-again'

interface FormProps {
  of: BookingDetail
  /** For whom the seat was held: `me`, `other`, or empty where unknown. */
  whose: string
  /** Called when another time was chosen and is held. */
  heldAnew: (holdId: string) => void
}

/** Renders what is about to be booked, the largest text of the page. */
const What = ({ of: { serviceName, startsAt, endsAt, place, way, seats, bring, cancelUntil } }: { of: BookingDetail }) => (
  <Card>
    <Words size={15} tone="second">
      {serviceName}
    </Words>
    <Words size={24} bold heading>
      {span(startsAt, endsAt)}
    </Words>
    <Words size={15} tone="second">
      {[way === 'home' ? '上门' : place, seats > 1 && `${seats} 人`].filter(Boolean).join(' · ')}
    </Words>
    {bring !== '' && <Words size={15}>请准备：{bring}</Words>}
    {cancelUntil !== null && (
      <Words size={15} tone="second">
        {cancelSays(cancelUntil, startsAt)}
      </Words>
    )}
  </Card>
)

/** Tolerance in milliseconds: the server may report the end of the hold a moment before the clock here reaches it. */
const almost = 3000
type Why = 'time' | 'early' | 'unknown'
const gone: Record<Why, string> = {
  time: '时间到了，位置已让出',
  early: '这个位置已经让出了：可能在别的页面放开了，或另选了时间',
  unknown: '这个位置已经让出了',
}

/** Returns how long the seat is still held, and why it was lost: the answer about a released hold has no `heldUntil` any more. */
function useHold({ state, heldUntil }: BookingDetail, refused: boolean) {
  const [until, setUntil] = useState(heldUntil)
  if (heldUntil !== null && heldUntil !== until) setUntil(heldUntil)
  const left = useTimeLeft(until)
  const [early, setEarly] = useState(false)
  const lost = state === 'released' || refused
  if (lost && left > almost && !early) setEarly(true)
  const why: Why = early ? 'early' : until === null ? 'unknown' : 'time'
  return { left, why, over: lost || left <= 0 }
}

function Again({ of: { slot, take, sending } }: { of: ChoosingAgain }) {
  const online = useOnline()
  return (
    <Button kind="primary" busy={sending} disabled={slot === undefined} why={online ? undefined : '没有网络，连上后再约'} onTap={take}>
      {slot ? `${slot.held ? '继续填' : '改约'} ${dayName(slot.startsAt)} ${timeOfDay(slot.startsAt)}` : '先选一个时间'}
    </Button>
  )
}

/** Renders the form of a held seat, under its countdown. */
export function Form({ of, whose, heldAnew }: FormProps) {
  const online = useOnline()
  const uploading = useStillUploading()
  const booking = useBooking(of, whose)
  const release = useSend('DELETE /v1/holds/{id}', ['GET /v1/bookings', 'GET /v1/waiting', 'GET /v1/services'])
  const [lost, setLost] = useState('')
  const { problem, errors, submit, sending } = booking
  const hold = useHold(of, problem?.code === 'holdOver')
  const over = hold.over || lost === of.id || problem?.code === 'slotGone'
  useEffect(() => {
    if (problem) scrollToWrong()
  }, [problem])
  const choosing = useChoosingAgain(of, over, { held: heldAnew, forOther: booking.draft.values.forOther })
  const giveUp = async () => {
    await release.send({ params: { id: of.id } })
    await backTo('services/detail', { code: of.serviceCode })
  }
  const says = problem && over && problem.code !== 'holdOver' ? problem.detail : `${gone[hold.why]}；您填的内容还在，请重新选时间。`
  return (
    <Screen
      {...(!over &&
        of.heldUntil !== null && {
          head: (
            <Countdown left={hold.left} until={of.heldUntil}>
              位置给您留着，请填好后确认
            </Countdown>
          ),
        })}
      bar={
        over ? (
          <Again of={choosing} />
        ) : (
          <>
            <Button busy={release.sending} label="不约了，让出位置" onTap={giveUp}>
              不约了
            </Button>
            <Button
              kind="primary"
              busy={sending}
              {...(online ? uploading.why : { why: '没有网络，连上后再确认；您填的内容还在' })}
              onTap={submit}
            >
              确认预约
            </Button>
          </>
        )
      }
    >
      {over ? <ChooseAgain of={of} says={says} choosing={choosing} /> : <What of={of} />}
      <Fields
        of={booking}
        say={`请您代我约：${of.serviceName}${over ? '' : `，${datedSpan(of.startsAt, of.endsAt)}`}`}
        uploading={uploading}
      />
      {!over && problem && (
        <View className={wrongField}>
          <Card tone="warning">
            <NextSteps
              problem={problem}
              seats={of.seats}
              here={{
                otherSlot: (id, places) => (id === undefined ? setLost(of.id) : choosing.hold(id, places)),
                service: () => setLost(of.id),
              }}
            />
          </Card>
        </View>
      )}
      {Object.keys(errors).length > 0 && (
        <View>
          <Announce urgent seen>
            还有几处没填好，请看标出的地方
          </Announce>
        </View>
      )}
    </Screen>
  )
}
