import { channelNames, staffChannels } from '@doorstep/contract/requests/words'
import { useState } from 'react'
import { BehalfFields } from '../../../parts/behalf/behalf'
import { useRead, useSend } from '../../../platform/api/query'
import { isDone } from '../../../platform/api/result'
import { go, replace } from '../../../platform/navigation/navigate'
import { askBuilding } from '../../../platform/place/current-grid'
import { useDraft } from '../../../platform/sending/drafts'
import { errorsOf } from '../../../platform/sending/forms'
import { useStillUploading } from '../../../platform/sending/still-uploading'
import { useErrors } from '../../../platform/sending/use-errors'
import { CategorySheet } from '../../../resident/requests/file/category-sheet'
import { similarOf } from '../../../resident/requests/file/filing'
import { SimilarCard } from '../../../resident/requests/file/similar'
import { Tell } from '../../../resident/requests/file/tell'
import { useSimilar } from '../../../resident/requests/file/use-similar'
import { ListRow } from '../../../ui/display/list-row'
import { Button } from '../../../ui/input/button'
import { Choice } from '../../../ui/input/choice'
import { useDebouncedText } from '../../../ui/input/debounced-text'
import { FieldBlock } from '../../../ui/input/field'
import { StaffField } from '../../parts/fields/staff-field'
import { PickerRow } from '../../../ui/input/picker-row'
import { SwitchRow } from '../../../ui/input/switch-row'
import { Announce } from '../../../ui/layout/announce'
import { Card } from '../../../ui/layout/card'
import { Screen } from '../../../ui/layout/screen'
import { Stack } from '../../../ui/layout/stack'
import { checkedEntry, closable, emptyEntry, type Entry } from './entry'
import { DoneOnTheSpot } from './done'

/**
 * Renders 登记诉求: what staff found or were told, typed in once, by voice and photo; closed on the spot or sent on. Whoever told it, an elder
 * or somebody for another, is named on the same page.
 */
export default function EnterRequest() {
  const categories = useRead('GET /v1/categories', {})
  const sent = useSend('POST /v1/staff/requests', ['GET /v1/requests', 'GET /v1/staff/inbox'])
  const kept = useDraft<Entry>('staff.enter', emptyEntry)
  const [choosing, setChoosing] = useState(false)
  const uploading = useStillUploading()
  const rows = categories.value?.rows
  const categoryIn = (now: Entry) => rows?.find(({ code }) => code === now.categoryCode)
  const { draft, errors, setErrors } = useErrors<Entry>(kept, (now) => {
    const checked = checkedEntry(now, categoryIn(now))
    return checked.ok ? {} : checked.errors
  })
  const { values } = draft
  const { typed, type } = useDebouncedText(values.text)
  const category = categoryIn(values)
  const similar = useSimilar(category && values.buildingCode !== '' ? similarOf(values, category, typed) : undefined)
  const submit = async () => {
    const checked = checkedEntry(draft.now(), categoryIn(draft.now()))
    setErrors(checked.ok ? {} : checked.errors)
    if (!checked.ok) return
    const result = await sent.send({ body: checked.value })
    if (isDone(result)) draft.clear()
    if (result.ok) await replace('staff/requests/detail', { id: result.value.id })
    else setErrors(errorsOf(result.problem))
  }
  const choose = async () => {
    const building = await askBuilding()
    if (building) draft.set({ buildingCode: building.code, buildingName: building.name, asOrganisation: '' })
  }
  return (
    <Screen
      of={categories}
      shape="form"
      bar={
        <Button kind="primary" busy={sent.sending} {...uploading.why} onTap={submit}>
          {values.done && closable(values) ? '办好了，归档' : '提交，交给人办'}
        </Button>
      }
    >
      {() => (
        <>
          <Tell
            draft={draft}
            errors={errors}
            hint={undefined}
            secret={false}
            saved={false}
            type={type}
            uploading={uploading}
            onRecording={() => undefined}
          />
          <Card>
            <Stack gap={16}>
              <PickerRow
                label="怎样知道的"
                value={channelNames[values.channel]}
                options={staffChannels.map((channel) => channelNames[channel])}
                onPick={(index) => draft.set({ channel: staffChannels[index] ?? 'grid' })}
              />
              <FieldBlock label="是哪类事" error={errors.categoryCode}>
                <ListRow title={category?.name ?? '还没选'} quiet={category === undefined} chevron onTap={() => setChoosing(true)} />
              </FieldBlock>
              <FieldBlock label="哪栋楼" error={errors.buildingCode}>
                <ListRow title={values.buildingName || '还没选'} quiet={values.buildingName === ''} chevron onTap={choose} />
              </FieldBlock>
              <StaffField
                readBy="resident"
                label="具体位置"
                optional
                max={100}
                initial={values.placeDetail}
                onText={(placeDetail) => draft.note({ placeDetail })}
                error={errors.placeDetail}
              />
              {values.channel === 'hotline' && <Sheet12345 draft={draft} errors={errors} />}
              <PickerRow
                label="哪天的事"
                help="以前的事补记时选"
                optional
                mode="date"
                value={values.happenedDay || undefined}
                placeholder="现在"
                onPick={(happenedDay) => draft.set({ happenedDay })}
                error={errors.happenedAt}
              />
              {values.happenedDay !== '' && (
                <PickerRow
                  label="几点"
                  mode="time"
                  value={values.happenedTime || undefined}
                  placeholder="09:00"
                  onPick={(happenedTime) => draft.set({ happenedTime })}
                />
              )}
            </Stack>
          </Card>
          <Card>
            <Stack gap={16}>
              <SwitchRow title="替别人登记" on={values.forOther} onChange={(forOther) => draft.set({ forOther, asOrganisation: '' })} />
              {errors['onBehalf.name'] !== undefined && !values.forOther && <Announce urgent>{errors['onBehalf.name']}</Announce>}
              {!values.forOther && <FromOrganisation draft={draft} errors={errors} />}
              {values.forOther && (
                <BehalfFields draft={draft} errors={errors} example="我同意社区替我提这件事" uploading={uploading} once />
              )}
            </Stack>
          </Card>
          <SimilarCard
            rows={similar}
            againOf={values.againOf}
            setAgain={(againOf) => draft.set({ againOf })}
            open={(id) => go('staff/requests/detail', { id })}
          />
          {closable(values) && <DoneOnTheSpot draft={draft} errors={errors} uploading={uploading} />}
          {sent.problem && (
            <Announce urgent seen>
              {sent.problem.detail}
            </Announce>
          )}
          <CategorySheet
            open={choosing}
            close={() => setChoosing(false)}
            categories={rows}
            problem={categories.problem}
            likely={[]}
            choose={({ code }) => {
              draft.set({ categoryCode: code, kind: '' })
              setChoosing(false)
            }}
          />
        </>
      )}
    </Screen>
  )
}

type Drafted = Pick<ReturnType<typeof useErrors<Entry>>, 'draft' | 'errors'>

/** Renders which organisation of the building told it; nothing where it has none that somebody acts for. */
function FromOrganisation({ draft, errors }: Drafted) {
  const { buildingCode: code, asOrganisation } = draft.values
  const { rows = [] } = useRead('GET /v1/staff/buildings/{code}/organisations', { params: { code } }, { when: code !== '' }).value ?? {}
  if (rows.length === 0) return null
  return (
    <Choice
      label="是不是单位提的"
      help="记在单位名下，单位的联系人会收到通知，由他们评价"
      options={[{ value: 'none', label: '不是' }, ...rows.map(({ id, name }) => ({ value: id, label: name }))]}
      value={asOrganisation === '' ? 'none' : asOrganisation}
      onChange={(id) => draft.set({ asOrganisation: id === 'none' ? '' : id })}
      error={errors.asOrganisation}
    />
  )
}

/** Renders the number and the deadline of a sheet of 12345. */
function Sheet12345({ draft, errors }: Drafted) {
  const { values } = draft
  return (
    <>
      <StaffField
        readBy="resident"
        label="来件编号"
        max={40}
        initial={values.outsideNumber}
        onText={(outsideNumber) => draft.note({ outsideNumber })}
        error={errors['outside.number']}
      />
      <PickerRow
        label="来件要求哪天办好"
        help="两个时限里早的算数"
        optional
        mode="date"
        value={values.outsideDay || undefined}
        onPick={(outsideDay) => draft.set({ outsideDay })}
        error={errors['outside.dueAt']}
      />
    </>
  )
}
