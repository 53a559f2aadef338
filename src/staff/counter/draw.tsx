import { longestName } from '@doorstep/contract/people/names-and-phones'
import { useState } from 'react'
import { View } from '@tarojs/components'
import { useDraft } from '../../platform/sending/drafts'
import type { FieldErrors } from '../../platform/sending/forms'
import { useErrors } from '../../platform/sending/use-errors'
import { isDone } from '../../platform/api/result'
import { useRead, useSend } from '../../platform/api/query'
import { Announce } from '../../ui/layout/announce'
import { Button } from '../../ui/input/button'
import { Choice } from '../../ui/input/choice'
import { StaffField } from '../parts/fields/staff-field'
import { Skeleton } from '../../ui/layout/skeleton'
import { Stack } from '../../ui/layout/stack'
import { Trouble } from '../../ui/layout/trouble'
import { Words } from '../../ui/display/words'
import styles from './index.module.css'

const unchosen = ({ service }: { service: string }): FieldErrors => (service === '' ? { service: '请选他要办什么' } : {})

/** Draws a ticket for somebody without a phone, and shows it large enough to read out or copy onto paper. */
export function Draw({ venue, why, done }: { venue: string; why: string | undefined; done: () => void }) {
  const services = useRead('GET /v1/staff/services', { query: { venue } })
  const draw = useSend('POST /v1/staff/tickets', ['GET /v1/staff/venues'])
  const { draft, errors, setErrors } = useErrors(useDraft(`staff.draw.${venue}`, { service: '', name: '' }), unchosen)
  const [drawn, setDrawn] = useState<{ number: string; serviceName: string }>()
  const here = (services.value?.rows ?? []).filter(({ way }) => way !== 'home')

  const submit = async () => {
    const { service, name } = draft.now()
    setErrors(unchosen({ service }))
    if (service === '') return
    const given = name.trim()
    const result = await draw.send({ body: { venueCode: venue, serviceCode: service, ...(given !== '' && { name: given }) } })
    if (isDone(result)) draft.clear()
    if (!result.ok) return
    setDrawn(result.value)
  }
  if (drawn) {
    return (
      <Stack gap={16}>
        <View className={styles.current}>
          <View className={styles.number}>{drawn.number}</View>
          <Words>{drawn.serviceName}</Words>
          <Announce seen>{`取到 ${drawn.number}，请告诉他或写在纸上`}</Announce>
        </View>
        <Button block kind="primary" onTap={done}>
          好了
        </Button>
        <Button block onTap={() => setDrawn(undefined)}>
          再取一个
        </Button>
      </Stack>
    )
  }
  if (!services.value) return services.problem ? <Trouble problem={services.problem} again={services.again} /> : <Skeleton shape="form" />
  return (
    <Stack gap={16}>
      <Choice
        label="他要办什么"
        options={here.map(({ code, name }) => ({ value: code, label: name }))}
        value={draft.values.service === '' ? undefined : draft.values.service}
        onChange={(service) => draft.set({ service })}
        error={errors.service}
      />
      <StaffField
        readBy="inside"
        label="怎么称呼"
        optional
        help="叫号时好认，例如 王阿姨"
        max={longestName}
        initial={draft.values.name}
        onText={(name) => draft.note({ name })}
      />
      {draw.problem && (
        <Announce urgent seen>
          {draw.problem.detail}
        </Announce>
      )}
      <Button block kind="primary" busy={draw.sending} why={why} onTap={submit}>
        取号
      </Button>
    </Stack>
  )
}
