import { View } from '@tarojs/components'
import { useOnline } from '../../../platform/device/network'
import { useStillUploading } from '../../../platform/sending/still-uploading'
import { cancelSays } from '../../../parts/booking/cancel-says'
import { Countdown } from '../../../parts/booking/countdown'
import { NextSteps } from '../../../parts/next-steps'
import { Words } from '../../../ui/display/words'
import { span } from '../../../ui/format'
import { Stepper } from '../../../ui/input/stepper'
import { Announce } from '../../../ui/layout/announce'
import { Card } from '../../../ui/layout/card'
import { Sheet } from '../../../ui/layout/sheet'
import { Stack } from '../../../ui/layout/stack'
import { BookBar } from './book-bar'
import { Fields } from './fields'
import { ForWhom } from './for-whom'
import { useTaking, type SheetProps, type Taking } from './use-taking'

/** Renders the sheet that books a slot: its place is held while it is open. */
export function BookSheet(props: SheetProps) {
  const { service, slot, onClose } = props
  const { way, venue, bring, maxSeats } = service
  const online = useOnline()
  const uploading = useStillUploading()
  const taking = useTaking(props)
  const { booking, seats, max, atOnce, own, signedIn, problem } = taking
  const wrong = Object.keys(booking.errors).length > 0
  return (
    <Sheet
      open
      title={span(slot.startsAt, slot.endsAt)}
      onClose={taking.close}
      bar={<BookBar of={taking} slot={slot} online={online} uploading={uploading.why} onClose={onClose} />}
    >
      <View>
        <Words size={15} tone="second">
          {[way === 'home' ? '上门' : venue.name, seats > 1 && `${seats} 人`].filter(Boolean).join(' · ')}
        </Words>
        {bring !== '' && <Words size={15}>请准备：{bring}</Words>}
      </View>
      <Stack gap={16}>
        {own && <Words>{slot.free > 0 ? '这个时段您已经约好了。还可以替别人约。' : '这个时段您已经约好了。'}</Words>}
        {signedIn && !(own && slot.free === 0) && <ForWhom of={booking} onChoose={taking.choose} uploading={uploading} />}
        {maxSeats > 1 && way !== 'home' && !own && (
          <Stepper
            label="几个人来"
            value={seats}
            max={max}
            unit="人"
            help={max < atOnce ? `这个时段还剩 ${max} 个位置` : `${booking.forOther ? '替别人' : ''}一次最多约 ${atOnce} 人`}
            onChange={taking.setSeats}
          />
        )}
        {signedIn && !own && <Fields of={booking} />}
        {wrong && (
          <Announce urgent seen>
            还有几处没填好，请看标出的地方
          </Announce>
        )}
        {problem && !(wrong && problem.code === 'badInput') && (
          <Card tone="warning">
            <NextSteps
              problem={problem}
              seats={seats}
              here={{ otherSlot: (id, places) => (id === undefined ? onClose() : taking.other(id, places)), service: onClose }}
            />
          </Card>
        )}
        <HeldUntil of={taking} approval={service.approval} />
      </Stack>
    </Sheet>
  )
}

/** Says until when the place is held, or that it is not any more. */
function HeldUntil({ of: { place, left, over, holding, problem }, approval }: { of: Taking; approval: boolean }) {
  if (holding) return <Announce seen>正在给您留位置…</Announce>
  if (place === undefined) return null
  if (over && problem === undefined)
    return (
      <Announce urgent seen>
        时间到了，位置已让出；您填的内容还在。
      </Announce>
    )
  if (over) return null
  const { heldUntil, cancelUntil, slot } = place
  return (
    <View>
      <Countdown left={left} until={heldUntil}>
        位置给您留着
      </Countdown>
      <Words size={15} tone="second">
        {cancelSays(cancelUntil, slot.startsAt)}
      </Words>
      {approval && (
        <Words size={15} tone="second">
          提交后等工作人员确认，确认了会通知您。
        </Words>
      )}
    </View>
  )
}
