import { longestName } from '@doorstep/contract/people/names-and-phones'
import { useState } from 'react'
import { useDraft, type Draft } from '../../../platform/sending/drafts'
import { useErrors } from '../../../platform/sending/use-errors'
import { isDone } from '../../../platform/api/result'
import { errorsOf, type FieldErrors } from '../../../platform/sending/forms'
import { replace, useParams } from '../../../platform/navigation/navigate'
import { useNow } from '../../../platform/api/now'
import { refresh, useRead, useSend } from '../../../platform/api/query'
import { Announce } from '../../../ui/layout/announce'
import { Button } from '../../../ui/input/button'
import { Card } from '../../../ui/layout/card'
import { Choice } from '../../../ui/input/choice'
import { FieldBlock } from '../../../ui/input/field'
import { StaffField } from '../../parts/fields/staff-field'
import { dayAt } from '../../../ui/format'
import { PickerRow } from '../../../ui/input/picker-row'
import { Screen } from '../../../ui/layout/screen'
import { Stack } from '../../../ui/layout/stack'
import { StaffSlots } from '../parts/staff-slots'
import { bodyOf, consents, emptyBooking, missingIn, seatsOf, type BookDraft } from './book-draft'

/** Renders 替人预约: a booking for somebody who came or called. Lead time and usage limits do not apply at the counter. */
export default function BookPage() {
  const { venue, day, service: asked, slot } = useParams('venue', 'day', 'service', 'slot')
  const services = useRead('GET /v1/staff/services', { query: { venue } })
  const book = useSend('POST /v1/staff/bookings', ['GET /v1/staff/venues', 'GET /v1/staff/bookings', 'GET /v1/services'])
  const kept = useDraft<BookDraft>(`staff.book.${venue}`, { ...emptyBooking, day: dayAt(useNow()) })
  const bookable = (services.value?.rows ?? []).filter(({ way }) => way !== 'walkIn')
  const serviceIn = (now: BookDraft) => bookable.find(({ code }) => code === now.service)
  const { draft, errors, setErrors } = useErrors(kept, (now) => missingIn(now, serviceIn(now)))
  const [opened, setOpened] = useState(false)
  // The page's parameters override where the draft was left.
  if (!opened) {
    setOpened(true)
    kept.set({ ...(day !== '' && { day }), ...(asked !== '' && { service: asked }), ...(slot !== '' && { slotId: slot }) })
  }
  const service = serviceIn(draft.values)

  const submit = async () => {
    const now = draft.now()
    const missing = missingIn(now, service)
    setErrors(missing)
    if (service === undefined || Object.keys(missing).length > 0) return
    const result = await book.send({ body: bodyOf(now, service) })
    if (isDone(result)) draft.clear()
    if (!result.ok) {
      setErrors(errorsOf(result.problem))
      void refresh('GET /v1/staff/venues', 'GET /v1/services')
      return
    }
    await replace('staff/bookings/detail', { id: result.value.id })
  }
  return (
    <Screen
      of={services}
      shape="form"
      empty={{
        when: () => bookable.length === 0,
        icon: 'services',
        title: '这里没有要预约的服务',
        text: '不用预约的，请他到现场，在“叫号”里取号。',
      }}
      bar={
        <Button kind="primary" busy={book.sending} onTap={submit}>
          约上
        </Button>
      }
    >
      {() => (
        <>
          <Card>
            <Stack gap={16}>
              <PickerRow
                label="约什么"
                value={service?.name}
                options={bookable.map(({ name }) => name)}
                onPick={(index) => draft.set({ service: bookable[index]?.code ?? '', slotId: '', seats: 1 })}
                error={errors.service}
              />
              {service && (
                <FieldBlock label="什么时间" error={errors.slotId}>
                  <StaffSlots
                    venue={venue}
                    service={service.code}
                    day={draft.values.day}
                    onDay={(to) => draft.set({ day: to, slotId: '' })}
                    chosen={draft.values.slotId}
                    onChoose={({ id }) => draft.set({ slotId: id })}
                    walkIns
                  />
                </FieldBlock>
              )}
              {service && service.rules.maxSeats > 1 && (
                <PickerRow
                  label="几位"
                  value={`${seatsOf(draft.values, service)} 位`}
                  options={Array.from({ length: service.rules.maxSeats }, (_, index) => `${index + 1} 位`)}
                  onPick={(index) => draft.set({ seats: index + 1 })}
                />
              )}
            </Stack>
          </Card>
          <Card>
            <Person draft={draft} errors={errors} home={service?.way === 'home'} />
          </Card>
          {book.problem && (
            <Announce urgent seen>
              {book.problem.detail}
            </Announce>
          )}
        </>
      )}
    </Screen>
  )
}

/** Renders the fields for the person it is for, and how they agreed. */
function Person({ draft, errors, home }: { draft: Draft<BookDraft>; errors: FieldErrors; home: boolean }) {
  const { values, note } = draft
  return (
    <Stack gap={16}>
      <StaffField
        readBy="inside"
        label="怎么称呼"
        max={longestName}
        initial={values.name}
        onText={(name) => note({ name })}
        error={errors.name}
      />
      <StaffField
        readBy="inside"
        label="电话"
        optional={!home}
        kind="phone"
        help={home ? '上门前要联系他' : '有变动时打给他；没有电话就不填'}
        initial={values.phone}
        onText={(phone) => note({ phone })}
        error={errors.phone}
      />
      {home && (
        <StaffField
          readBy="inside"
          label="上门地址"
          max={100}
          help="例如 3 号楼 2 单元 401"
          initial={values.address}
          onText={(address) => note({ address })}
          error={errors.address}
        />
      )}
      <StaffField
        readBy="inside"
        label="备注"
        optional
        long
        max={200}
        initial={values.note}
        onText={(text) => note({ note: text })}
        error={errors.note}
      />
      <Choice
        label="他怎样同意的"
        help="替别人预约要本人同意，系统会记下时间和经手人"
        options={consents}
        value={values.consent === '' ? undefined : values.consent}
        onChange={(consent) => draft.set({ consent })}
        error={errors.consent}
      />
    </Stack>
  )
}
