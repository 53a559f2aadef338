import type { Impact } from '@doorstep/contract/openings/views'
import { useState } from 'react'
import { useDraft } from '../../../platform/sending/drafts'
import { useErrors } from '../../../platform/sending/use-errors'
import { errorsOf } from '../../../platform/sending/forms'
import { backTo, useParams } from '../../../platform/navigation/navigate'
import { both, useRead, useSend } from '../../../platform/api/query'
import { Announce } from '../../../ui/layout/announce'
import { Button } from '../../../ui/input/button'
import { Card } from '../../../ui/layout/card'
import { StaffField } from '../../parts/fields/staff-field'
import { PickerRow } from '../../../ui/input/picker-row'
import { Screen } from '../../../ui/layout/screen'
import { Stack } from '../../../ui/layout/stack'
import { SwitchRow } from '../../../ui/input/switch-row'
import { ImpactScreen, type Decision } from '../parts/impact-screen'
import { closureOf, emptyClosure, wrongIn, type ClosureDraft } from './closure-draft'

const whole = '整个服务点'

/** Renders 停办: days or hours a venue or one of its services is closed; the affected bookings are shown before it is done. */
export default function ClosurePage() {
  const { venue, service, from, until } = useParams('venue', 'service', 'from', 'until')
  const services = useRead('GET /v1/staff/services', { query: { venue } })
  const venues = useRead('GET /v1/staff/venues', {})
  const checking = useSend('POST /v1/staff/closure-checks')
  const saving = useSend('POST /v1/staff/closures', ['GET /v1/staff/closures', 'GET /v1/staff/venues', 'GET /v1/services'])
  const kept = useDraft<ClosureDraft>(`staff.closure.${venue}`, emptyClosure)
  const { draft, errors, setErrors } = useErrors(kept, wrongIn)
  const [hits, setHits] = useState<Impact>()
  const [opened, setOpened] = useState(false)
  // The page's parameters override where the draft was left.
  if (!opened) {
    setOpened(true)
    kept.set({ ...(service !== '' && { service }), ...(from !== '' && { from }), ...(until !== '' && { until }) })
  }
  const { values, set } = draft
  const rows = services.value?.rows ?? []
  // A person who only gives single services closes those, never the whole venue.
  const alone = (venues.value?.rows.find((row) => row.venue.code === venue)?.only ?? null) !== null
  if (alone && rows[0] && rows.every(({ code }) => code !== values.service)) kept.set({ service: rows[0].code })
  const choices = [...(alone ? [] : [{ code: '', name: whole }]), ...rows]

  const look = async () => {
    const now = draft.now()
    const wrong = wrongIn(now)
    setErrors(wrong)
    if (Object.keys(wrong).length > 0) return
    const result = await checking.send({ body: closureOf(venue, now) })
    if (result.ok) {
      setHits(result.value)
      return
    }
    setErrors(errorsOf(result.problem))
    setHits(undefined)
  }
  if (hits) {
    return (
      <ImpactScreen
        hits={hits}
        name={`closure.${venue}`}
        usual={draft.now().reason.trim()}
        save={(decision: Decision) => saving.send({ body: { closure: closureOf(venue, draft.now()), ...decision } })}
        recheck={look}
        back={() => setHits(undefined)}
        done={() => {
          draft.clear()
          return backTo('staff/openings/list', { venue })
        }}
      />
    )
  }
  return (
    <Screen
      of={both(services, venues)}
      bar={
        <Button kind="primary" busy={checking.sending} onTap={look}>
          看看会影响谁
        </Button>
      }
    >
      {() => (
        <>
          <Card>
            <Stack gap={16}>
              <PickerRow
                label="停办什么"
                value={choices.find(({ code }) => code === values.service)?.name ?? '一项服务'}
                options={choices.map(({ name }) => name)}
                onPick={(index) => set({ service: choices[index]?.code ?? values.service })}
              />
              <PickerRow
                label="从哪天"
                mode="date"
                value={values.from === '' ? undefined : values.from}
                onPick={(day) => set({ from: day, ...(values.until < day && { until: day }) })}
                error={errors.fromDay}
              />
              <PickerRow
                label="到哪天"
                mode="date"
                value={values.until === '' ? undefined : values.until}
                onPick={(day) => set({ until: day })}
                error={errors.untilDay}
              />
              <SwitchRow
                title="全天"
                line={values.allDay ? '这些天都不开' : '只停每天的一段时间'}
                on={values.allDay}
                onChange={(allDay) => set({ allDay })}
              />
              {!values.allDay && (
                <>
                  <PickerRow label="几点开始停" mode="time" value={values.start} onPick={(start) => set({ start })} />
                  <PickerRow label="几点恢复" mode="time" value={values.end} onPick={(end) => set({ end })} error={errors.hours} />
                </>
              )}
              <StaffField
                readBy="resident"
                label="原因"
                help="居民看日历时会看到，例如 管道检修"
                max={60}
                initial={values.reason}
                onText={(reason) => draft.note({ reason })}
                error={errors.reason}
              />
            </Stack>
          </Card>
          {checking.problem && (
            <Announce urgent seen>
              {checking.problem.detail}
            </Announce>
          )}
        </>
      )}
    </Screen>
  )
}
