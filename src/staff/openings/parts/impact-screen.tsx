import type { Impact } from '@doorstep/contract/openings/views'
import { useState } from 'react'
import { callPhone } from '../../../platform/device/call'
import { useDraft } from '../../../platform/sending/drafts'
import { useErrors } from '../../../platform/sending/use-errors'
import type { FieldErrors } from '../../../platform/sending/forms'
import type { Result } from '../../../platform/api/result'
import { Announce } from '../../../ui/layout/announce'
import { Button } from '../../../ui/input/button'
import { Card } from '../../../ui/layout/card'
import { Chip } from '../../../ui/display/chip'
import { Choice } from '../../../ui/input/choice'
import { StaffField } from '../../parts/fields/staff-field'
import { dayName, timeOfDay } from '../../../ui/format'
import { ListRow } from '../../../ui/display/list-row'
import { Screen } from '../../../ui/layout/screen'
import { Stack } from '../../../ui/layout/stack'
import { Words } from '../../../ui/display/words'

export interface Decision {
  digest: string
  hits: 'keep' | 'callOff'
  reason: string
}

interface Deciding extends Record<string, unknown> {
  way: Decision['hits'] | ''
  reason: string
}

interface ImpactScreenProps {
  /** The change's impact, as it was last checked. */
  hits: Impact
  /** Draft name, by the change: `closure.HS`. */
  name: string
  /** Initial reason. */
  usual: string
  save: (decision: Decision) => Promise<Result<unknown>>
  /** Checks again; `hits` changes with it. */
  recheck: () => Promise<unknown>
  back: () => void
  done: () => unknown
}

/** Returns how the people whose bookings are cancelled are notified: at once in the app, or by phone. */
function heardBy(rows: Impact['rows']) {
  const calls = rows.filter(({ hasAccount }) => !hasAccount).length
  const atOnce = rows.length - calls
  return [
    atOnce > 0 && `${calls === 0 ? '马上告诉每个人' : `马上告诉其中 ${atOnce} 个`}原因，并给出别的时间`,
    calls > 0 && `${atOnce === 0 ? '他们' : `另外 ${calls} 个`}没用小程序，要由您打电话，取消后列在“预约”的“要打电话”里`,
  ]
    .filter(Boolean)
    .join('；')
}

const waysFor = (rows: Impact['rows']) =>
  [
    { value: 'keep', label: '照样接待他们', help: '已经约好的不变，只是不再接新的预约' },
    { value: 'callOff', label: '取消这些预约', help: heardBy(rows) },
  ] as const

/** Renders 看看会影响谁: the bookings a change affects, before it is made; a booking is only cancelled with a reason. */
export function ImpactScreen({ hits, name, usual, save, recheck, back, done }: ImpactScreenProps) {
  const kept = useDraft<Deciding>(`staff.decision.${name}`, { way: '', reason: usual })
  const wayOf = (now: Deciding) => (hits.rows.length === 0 ? 'keep' : now.way)
  const missingIn = (now: Deciding): FieldErrors => ({
    ...(wayOf(now) === '' && { way: '请选怎样对待已经约好的人' }),
    ...(now.reason.trim() === '' && { reason: '请写明原因' }),
  })
  const { draft, errors, setErrors } = useErrors(kept, missingIn)
  const [sending, setSending] = useState(false)
  const [said, setSaid] = useState('')
  const { rows, numbers, digest } = hits
  const way = wayOf(draft.values)
  const callsOff = way === 'callOff'

  const submit = async () => {
    const reason = draft.now().reason.trim()
    setErrors(missingIn(draft.now()))
    setSaid('')
    if (way === '' || reason === '') return
    setSending(true)
    const result = await save({ digest, hits: way, reason })
    if (result.ok) {
      draft.clear()
      setSending(false)
      return done()
    }
    // What was chosen and written stays; only the list is new.
    if (result.problem.code === 'hitsChanged') await recheck()
    setSending(false)
    setSaid(result.problem.detail)
  }
  return (
    <Screen
      bar={
        <>
          <Button onTap={back}>返回修改</Button>
          <Button kind="primary" busy={sending} onTap={submit}>
            {callsOff ? `保存，取消 ${rows.length} 个预约` : '保存'}
          </Button>
        </>
      }
    >
      <Card
        title={rows.length === 0 ? '不影响已经约好的人' : `影响 ${rows.length} 个预约`}
        tone={rows.length === 0 && numbers === 0 ? undefined : 'warning'}
      >
        <Words size={15} tone="second">
          {slotsSay(hits)}
          {rows.length > 0 && phoneSummary(rows)}
          {numbers > 0 && numbersSay(numbers, rows.length === 0 ? 'callOff' : way)}
        </Words>
      </Card>
      {said !== '' && (
        <Announce urgent seen>
          {said}
        </Announce>
      )}
      {rows.length > 0 && (
        <Card>
          {rows.map((hit) => (
            <ListRow
              key={hit.bookingId}
              title={`${hit.name}${hit.seats > 1 ? `（${hit.seats} 位）` : ''}`}
              line={
                <Stack gap={4}>
                  <Words
                    size={15}
                    tone="second"
                  >{`${dayName(hit.startsAt)} ${timeOfDay(hit.startsAt)} ${hit.serviceName} · ${hit.why}`}</Words>
                  {!hit.hasAccount && <ToPhone phone={hit.phone} />}
                </Stack>
              }
            />
          ))}
        </Card>
      )}
      <Card>
        <Stack gap={16}>
          {rows.length > 0 && (
            <Choice
              label="已经约好的人怎么办"
              options={waysFor(rows)}
              value={way === '' ? undefined : way}
              onChange={(chosen) => draft.set({ way: chosen })}
              error={errors.way}
            />
          )}
          <StaffField
            readBy={callsOff ? 'resident' : 'inside'}
            label={callsOff ? '告诉居民的原因' : '为什么这样改'}
            help={callsOff ? '他们会原样看到，例如 管道检修，当天停水' : '留作记录'}
            long
            max={100}
            initial={draft.values.reason}
            onText={(reason) => draft.note({ reason })}
            error={errors.reason}
          />
        </Stack>
      </Card>
    </Screen>
  )
}

/** Renders the phone of a person who does not use the app. */
function ToPhone({ phone }: { phone: string | null }) {
  return (
    <Stack across gap={8}>
      <Chip tone="warning">没用小程序，要打电话</Chip>
      {phone === null ? (
        <Words size={13} tone="third">
          没有留电话
        </Words>
      ) : (
        <Button small icon="phone" label={`打电话，${phone}`} onTap={() => callPhone(phone)}>
          {phone}
        </Button>
      )}
    </Stack>
  )
}

function phoneSummary(rows: Impact['rows']) {
  const calls = rows.filter(({ hasAccount }) => !hasAccount).length
  if (calls === 0) return '他们都能马上收到通知。'
  return calls === rows.length ? '他们都没用小程序，要打电话。' : `${rows.length - calls} 个能马上收到通知，${calls} 个要打电话。`
}

/**
 * Says what becomes of the numbers that wait without a booking: bookings that are kept keep the windows at work. Where nobody has booked, a
 * window at work when the closure begins goes on too, so it is not said when they end.
 */
const numbersSay = (numbers: number, way: Deciding['way']) => `另有 ${numbers} 个现场取的号在等${numbersThen[way]}。`

const numbersThen = {
  keep: '：窗口照常叫',
  callOff: '：停办后还没叫到的，号就结束，会告诉他们',
  '': '',
} as const satisfies Record<Deciding['way'], string>

function slotsSay({ slotsAdded, slotsRemoved }: Impact) {
  if (slotsAdded === 0 && slotsRemoved === 0) return '时段没有增减。'
  return `${[slotsAdded > 0 && `新增 ${slotsAdded} 个时段`, slotsRemoved > 0 && `减少 ${slotsRemoved} 个时段`].filter(Boolean).join('，')}。`
}
