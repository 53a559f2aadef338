import { extensionDays } from '@doorstep/contract/rules'
import { requestMachine } from '@doorstep/contract/requests/machine'
import type { RequestDetail } from '@doorstep/contract/requests/views'
import { readers, wordsFor } from '@doorstep/contract/requests/written'
import { outcomeNames, refusals, transfers } from '@doorstep/contract/requests/words'
import { useRef, useState } from 'react'
import { keptIds, withLost } from '../../../platform/sending/attachments'
import { useDraft } from '../../../platform/sending/drafts'
import { useErrors } from '../../../platform/sending/use-errors'
import { errorsOf } from '../../../platform/sending/forms'
import { newId } from '../../../platform/api/ids'
import { refresh } from '../../../platform/api/query'
import { isDone, type Problem } from '../../../platform/api/result'
import { useStillUploading } from '../../../platform/sending/still-uploading'
import { Announce } from '../../../ui/layout/announce'
import { Button } from '../../../ui/input/button'
import { Card } from '../../../ui/layout/card'
import { Choice } from '../../../ui/input/choice'
import { Field } from '../../../ui/input/field'
import { PhotoPicker } from '../../../ui/input/photo-picker'
import { PickerRow } from '../../../ui/input/picker-row'
import { Stack } from '../../../ui/layout/stack'
import { Words } from '../../../ui/display/words'
import { acts, emptyAct, type Act, type ActDraft, type ActField, type StaffAct } from './acts'
import { CategoryPicker } from './category-picker'
import { ExtensionAsked } from './extensions'
import { SplitParts } from './split-parts'
import { Reference, Target } from './transfer-fields'
import { TemplatePicker } from '../template-picker'

const refusalOptions = (Object.keys(refusals) as (keyof typeof refusals)[]).map((value) => ({
  value,
  label: refusals[value].name,
  help: refusals[value].route,
}))
const outcomeOptions = (Object.keys(outcomeNames) as (keyof typeof outcomeNames)[]).map((value) => ({ value, label: outcomeNames[value] }))

const extensionOptions = Array.from({ length: extensionDays }, (_none, n) => ({ value: String(n + 1), label: String(n + 1) }))

const stepOptions = [
  { value: 'visitAt', label: '上门' },
  { value: 'until', label: '等配件、等回话，再告诉居民' },
] as const satisfies readonly { value: ActDraft['stepKind']; label: string }[]

/** Returns the route that goes with what was chosen. */
const routeOf = ({ refusal, target }: ActDraft) => (target !== '' ? transfers[target].route : refusal === '' ? '' : refusals[refusal].route)

interface ActFormProps {
  act: StaffAct
  of: RequestDetail
  done: () => void
}

/** Renders one action on a request as a form of its own; what was written survives until it is sent. */
export function ActForm({ act, of: r, done }: ActFormProps) {
  const { fields, text, check, send }: Act = acts[act]
  // Whoever writes has read the page as it was when the form was opened.
  const [seen] = useState(r.timeline.at(-1)?.seq ?? 0)
  const { draft, errors, setErrors } = useErrors(useDraft<ActDraft>(`staff.${act}.${r.id}`, emptyAct), (now) => {
    const checked = check({ ...now, seen })
    return checked.ok ? {} : checked.errors
  })
  const [problem, setProblem] = useState<Problem>()
  const [sending, setSending] = useState(false)
  const [revision, setRevision] = useState(0)
  const submission = useRef(newId())
  const uploading = useStillUploading()
  const { values } = draft
  const readBy = (help: string | undefined) => [readers[wordsFor[act]], help].filter((part) => part !== undefined).join('；')

  const submit = async () => {
    const now = { ...draft.now(), seen }
    const checked = check(now)
    setErrors(checked.ok ? {} : checked.errors)
    if (!checked.ok) return
    setSending(true)
    setProblem(undefined)
    const result = await send(r.id, now, submission.current)
    setSending(false)
    if (!isDone(result)) {
      if (result.problem.status >= 400 && result.problem.status < 500) submission.current = newId()
      const marked = withLost(result.problem, keptIds(now.photos), draft.now())
      if (marked) draft.set({ photos: marked.photos })
      setErrors(errorsOf(result.problem))
      setProblem(result.problem)
      return
    }
    draft.clear()
    void refresh('GET /v1/requests', 'GET /v1/staff/inbox', 'GET /v1/inbox')
    done()
  }
  const insert = (words: string) => {
    draft.set({ text: words })
    setRevision((before) => before + 1)
  }
  const mates = r.mates.map(({ code, name, title, office }) => ({ value: code, label: `${title} ${name}`, help: office }))
  const units = r.units.map(({ code, name, kind, isDuty }) => ({
    value: code,
    label: name,
    help: isDuty ? kind : `${kind}，不在职责清单里`,
  }))
  const joining = r.parts.filter(({ lead, ended }) => !lead && ended === null)
  const draw: Record<ActField, () => React.ReactNode> = {
    unit: () => (
      <Choice
        key="unit"
        label={act === 'decide' ? '归哪个单位管' : '主办单位'}
        options={units}
        value={values.unit === '' ? undefined : values.unit}
        onChange={(unit) => draft.set({ unit })}
        error={errors.unitCode}
      />
    ),
    joining: () => (
      <Choice
        key="joining"
        label="协办单位"
        optional
        multiple
        help="各有各的时限；主办单位对整件事负责"
        options={units.filter(({ value }) => value !== values.unit)}
        value={values.joining}
        onChange={(chosen) => draft.set({ joining: chosen })}
        error={errors.joining}
      />
    ),
    outside: () => (
      <Field
        key="outside"
        label="职责清单以外交给它的理由"
        help={readers.staff}
        optional
        long
        max={200}
        initial={values.outside}
        onText={(outside) => draft.note({ outside })}
        error={errors.outside}
      />
    ),
    days: () => (
      <Choice
        key="days"
        label="延几个工作日"
        help="从原来的时限往后数，只能延一次"
        across
        options={extensionOptions}
        value={values.days === '' ? undefined : values.days}
        onChange={(days) => draft.set({ days })}
        error={errors.workingDays}
      />
    ),
    extension: () => <ExtensionAsked key="extension" of={r} />,
    part: () => (
      <Choice
        key="part"
        label="哪个单位"
        options={joining.map(({ id, unit }) => ({ value: id, label: unit.name }))}
        value={values.part === '' ? undefined : values.part}
        onChange={(part) => draft.set({ part })}
        error={errors.partId}
      />
    ),
    mate: () =>
      mates.length > 0 && (
        <Choice
          key="mate"
          label="谁来办"
          optional
          help="不选就是您自己"
          options={mates}
          value={values.mate === '' ? undefined : values.mate}
          onChange={(mate) => draft.set({ mate: mate === values.mate ? '' : mate })}
          error={errors.handlerCode}
        />
      ),
    otherMate: () => (
      <Choice
        key="mate"
        label="交给谁"
        options={mates.filter(({ value }) => value !== r.handler?.code)}
        value={values.mate === '' ? undefined : values.mate}
        onChange={(mate) => draft.set({ mate })}
        error={errors.handlerCode}
      />
    ),
    refusal: () => (
      <Choice
        key="refusal"
        label="为什么不予受理"
        options={refusalOptions}
        value={values.refusal === '' ? undefined : values.refusal}
        onChange={(refusal) => draft.set({ refusal, route: '' })}
        error={errors.reason}
      />
    ),
    route: () => (
      <Field
        key={`route-${values.refusal}${values.target}`}
        label="可以走的途径"
        help={readers.resident}
        optional
        long
        max={300}
        initial={values.route || routeOf(values)}
        onText={(route) => draft.note({ route })}
        error={errors.route}
      />
    ),
    target: () => <Target key="target" draft={draft} error={errors.to} />,
    reference: () => <Reference key="reference" draft={draft} error={errors.reference} />,
    main: () => (
      <Field
        key="main"
        label="并入哪一件"
        help="写那一件的编号；这位居民的时限、答复和评价还是自己的，会告诉居民一起办，不说是哪一件"
        max={40}
        initial={values.main}
        onText={(main) => draft.note({ main })}
        error={errors.number ?? errors.mainId}
      />
    ),
    parts: () => <SplitParts key="parts" of={r} draft={draft} errors={errors} />,
    category: () => <CategoryPicker key="category" of={r} draft={draft} error={errors.categoryCode} />,
    outcome: () => (
      <Choice
        key="outcome"
        label="办得怎样"
        options={outcomeOptions}
        value={values.outcome === '' ? undefined : values.outcome}
        onChange={(outcome) => draft.set({ outcome })}
        error={errors.outcome}
      />
    ),
    visit: () => (
      <Stack key="visit" gap={12}>
        <PickerRow
          label="下一步是哪天"
          optional
          mode="date"
          value={values.visitDay || undefined}
          onPick={(visitDay) => draft.set({ visitDay })}
          error={errors[values.stepKind]}
        />
        {values.visitDay !== '' && (
          <Choice
            label="到时候"
            help="到时间提醒您，居民也看得到；时限照常计算"
            options={stepOptions}
            value={values.stepKind}
            onChange={(stepKind) => draft.set({ stepKind })}
          />
        )}
        {values.visitDay !== '' && (
          <PickerRow
            label="几点"
            mode="time"
            value={values.visitTime || undefined}
            placeholder="09:00"
            onPick={(visitTime) => draft.set({ visitTime })}
          />
        )}
      </Stack>
    ),
    text: () => (
      <Stack key="text" gap={8}>
        {text.template && <TemplatePicker use={text.template} pick={insert} />}
        <Field
          label={text.label}
          help={readBy(text.help)}
          optional={text.optional ?? false}
          long
          max={2000}
          initial={values.text}
          revision={revision}
          onText={(words) => draft.note({ text: words })}
          error={errors[text.path]}
        />
      </Stack>
    ),
    photos: () => (
      <PhotoPicker
        key="photos"
        label="照片"
        help={readBy(act === 'reply' ? '答复“已解决”时请附上办好后的照片，或写明怎样解决的' : undefined)}
        photos={values.photos}
        onChange={(photos) => draft.set({ photos })}
        onUploading={uploading.onPhotos}
        kept={values.chosen}
        keep={(chosen) => draft.set({ chosen })}
        error={errors.fileIds}
      />
    ),
  }
  return (
    <Card title={requestMachine[act].label}>
      <Stack gap={16}>
        <Words size={15} tone="second">
          {r.title} · {r.number}
        </Words>
        {act === 'reply' && r.mergedHere.length > 0 && (
          <Words size={15} tone="warning">
            {`并进来的 ${r.mergedHere.length} 件会收到同样的文字，照片不会转过去；不要写只有这一家能知道的事。`}
          </Words>
        )}
        {fields.map((field) => draw[field]())}
        {problem && (
          <Announce urgent seen>
            {problem.detail}
          </Announce>
        )}
        <Stack across>
          <Button block onTap={done}>
            返回
          </Button>
          <Button block kind="primary" busy={sending} {...uploading.why} onTap={submit}>
            {requestMachine[act].label}
          </Button>
        </Stack>
      </Stack>
    </Card>
  )
}
