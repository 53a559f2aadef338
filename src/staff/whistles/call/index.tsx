import { dispatchRoles, type StaffRole } from '@doorstep/contract/roles'
import { whistleRespondMinutes } from '@doorstep/contract/rules'
import { ruleWords } from '@doorstep/contract/rule-words'
import { minutesInWords } from '@doorstep/contract/time-words'
import { WhistleForm } from '@doorstep/contract/whistles/views'
import type * as v from 'valibot'
import { useMe } from '../../../platform/api/me'
import { readOf, useRead, useSend } from '../../../platform/api/query'
import { isDone } from '../../../platform/api/result'
import { replace, useParams } from '../../../platform/navigation/navigate'
import { askBuilding } from '../../../platform/place/current-grid'
import { useDraft } from '../../../platform/sending/drafts'
import { check, errorsOf, type Checked } from '../../../platform/sending/forms'
import { useErrors } from '../../../platform/sending/use-errors'
import { ListRow } from '../../../ui/display/list-row'
import { Button } from '../../../ui/input/button'
import { Choice } from '../../../ui/input/choice'
import { FieldBlock } from '../../../ui/input/field'
import { StaffField } from '../../parts/fields/staff-field'
import { PickerRow } from '../../../ui/input/picker-row'
import { Announce } from '../../../ui/layout/announce'
import { Card } from '../../../ui/layout/card'
import { Screen } from '../../../ui/layout/screen'
import { Stack } from '../../../ui/layout/stack'
import { readAgain } from '../parts/acts'

interface Draft extends Record<string, unknown> {
  gridCode: string
  buildingCode: string
  buildingName: string
  place: string
  purpose: string
  units: string[]
  minutes: number
}
const empty: Draft = { gridCode: '', buildingCode: '', buildingName: '', place: '', purpose: '', units: [], minutes: whistleRespondMinutes }
const choices = [15, whistleRespondMinutes, 60, 120, 1440]

/** Returns the body of a whistle, or what is wrong with it by field. */
function checked(d: Draft, requestId: string): Checked<v.InferOutput<typeof WhistleForm>> {
  if (d.gridCode === '') return { ok: false, errors: { buildingCode: '请选在哪栋楼附近' } }
  return check(WhistleForm, {
    ...{ gridCode: d.gridCode, place: d.place, purpose: d.purpose, unitCodes: d.units, respondMinutes: d.minutes },
    ...(d.buildingCode !== '' && { buildingCode: d.buildingCode }),
    ...(requestId !== '' && { requestId }),
  })
}

/** Renders 吹哨: where, what for, which units; opened from a request, it is about that. */
export default function CallWhistle() {
  const { request: requestId, grid, place } = useParams('request', 'grid', 'place')
  const { value: me } = useMe()
  const whistles = (me?.staff?.roles ?? []).some(({ role }) => (dispatchRoles as readonly StaffRole[]).includes(role))
  const sent = useSend('POST /v1/staff/whistles', readAgain)
  const { draft, errors, setErrors } = useErrors<Draft>(
    useDraft<Draft>(`staff.whistle.${requestId}`, { ...empty, gridCode: grid, place }),
    (now) => {
      const found = checked(now, requestId)
      return found.ok ? {} : found.errors
    },
  )
  const { values } = draft
  const units = useRead('GET /v1/staff/whistle-units', { query: { grid: values.gridCode } }, { when: values.gridCode !== '' })
  const problem = sent.problem ?? units.problem
  const choose = async () => {
    const building = await askBuilding()
    if (building) draft.set({ gridCode: building.gridCode, buildingCode: building.code, buildingName: building.name, units: [] })
  }
  const submit = async () => {
    const found = checked(draft.now(), requestId)
    setErrors(found.ok ? {} : found.errors)
    if (!found.ok) return
    const result = await sent.send({ body: found.value })
    if (isDone(result)) draft.clear()
    if (result.ok) await replace('staff/whistles/detail', { id: result.value.id })
    else setErrors(errorsOf(result.problem))
  }
  return (
    <Screen
      of={readOf(values)}
      shape="form"
      bar={() => (
        <Button kind="primary" busy={sent.sending} onTap={submit}>
          {whistles ? '吹哨' : '建议街道吹哨'}
        </Button>
      )}
    >
      {() => (
        <>
          <Card>
            <Stack gap={16}>
              {grid === '' && (
                <FieldBlock label="在哪栋楼附近" error={errors.buildingCode}>
                  <ListRow title={values.buildingName || '还没选'} quiet={values.buildingName === ''} chevron onTap={choose} />
                </FieldBlock>
              )}
              <StaffField
                readBy="inside"
                label="具体在哪里"
                help="例如 3 号楼北侧路口"
                max={100}
                initial={values.place}
                onText={(text) => draft.note({ place: text })}
                error={errors.place}
              />
              <StaffField
                readBy="inside"
                label="要一起办什么"
                help="叫到的单位看得到"
                long
                max={500}
                initial={values.purpose}
                onText={(purpose) => draft.note({ purpose })}
                error={errors.purpose}
              />
            </Stack>
          </Card>
          <Card>
            <Stack gap={16}>
              {units.value && (
                <Choice
                  label="叫哪些单位"
                  multiple
                  options={units.value.rows.map(({ code, name, kind }) => ({ value: code, label: name, help: kind }))}
                  value={values.units}
                  onChange={(chosen) => draft.set({ units: chosen })}
                  error={errors.unitCodes}
                />
              )}
              <PickerRow
                label="多久内回应"
                help={ruleWords.whistleHelp}
                value={minutesInWords(values.minutes)}
                options={choices.map(minutesInWords)}
                onPick={(index) => draft.set({ minutes: choices[index] ?? whistleRespondMinutes })}
              />
            </Stack>
          </Card>
          {problem !== undefined && (
            <Announce urgent seen>
              {problem.detail}
            </Announce>
          )}
        </>
      )}
    </Screen>
  )
}
