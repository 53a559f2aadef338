import { ruleWords } from '@doorstep/contract/rule-words'
import type { Remedy, RequestDetail } from '@doorstep/contract/requests/views'
import { remedyNames } from '@doorstep/contract/requests/words'
import { useNow } from '../../../platform/api/now'
import { useSend } from '../../../platform/api/query'
import { isDone } from '../../../platform/api/result'
import { useDraft } from '../../../platform/sending/drafts'
import { errorsOf, type FieldErrors } from '../../../platform/sending/forms'
import { useErrors } from '../../../platform/sending/use-errors'
import { Words } from '../../../ui/display/words'
import { moment } from '../../../ui/format'
import { Button } from '../../../ui/input/button'
import { Choice } from '../../../ui/input/choice'
import { Field } from '../../../ui/input/field'
import { PickerRow } from '../../../ui/input/picker-row'
import { Announce } from '../../../ui/layout/announce'
import { Card } from '../../../ui/layout/card'
import { Stack } from '../../../ui/layout/stack'

const changed = ['GET /v1/requests', 'GET /v1/requests/{id}', 'GET /v1/staff/inbox']
const wayOptions = (Object.keys(remedyNames) as (keyof typeof remedyNames)[]).map((value) => ({ value, label: remedyNames[value] }))

/** Renders what is owed to a bad rating (差评整改): contact its rater, say what is done, decide an appeal. Nothing where nothing is. */
export function RemedyCard({ of: r }: { of: RequestDetail }) {
  const now = useNow()
  const { remedy } = r
  if (remedy === null) return null
  return (
    <Card title="差评整改">
      <Stack gap={12}>
        {toldOf(remedy, now).map((line) => (
          <Words key={line} size={15} tone="second">
            {line}
          </Words>
        ))}
        {remedy.may.includes('contact') && <Contact id={r.id} />}
        {remedy.may.includes('remedy') && <Choose id={r.id} />}
        {remedy.may.includes('decide') && <Decide id={r.id} />}
      </Stack>
    </Card>
  )
}

function toldOf({ contactBy, contactRule, contactedAt, way, text, rectifyBy, appeal }: Remedy, now: number): string[] {
  return [
    contactedAt === null ? `请在${moment(contactBy, now)} 前联系居民：${contactRule}` : `${moment(contactedAt, now)} 联系过居民`,
    ...(way === null ? [] : [`${remedyNames[way]}：${text}`]),
    ...(rectifyBy === null ? [] : [`要在${moment(rectifyBy, now)} 前整改好并答复`]),
    ...(appeal === null ? [] : [`监督员复核：${appeal.untrue ? '评价不实' : '评价属实'}。${appeal.text}`]),
  ]
}

const least = 5
const tooShort = ({ text }: { text: string }): FieldErrors => (text.trim().length < least ? { text: `至少写 ${least} 个字` } : {})

function Contact({ id }: { id: string }) {
  const send = useSend('POST /v1/requests/{id}/remedy/contacted', changed)
  const { draft, errors, setErrors } = useErrors(useDraft(`staff.contacted.${id}`, { text: '' }), tooShort)
  const save = async () => {
    const { text } = draft.now()
    setErrors(tooShort({ text }))
    if (tooShort({ text }).text !== undefined) return
    const result = await send.send({ params: { id }, body: { text } })
    if (isDone(result)) draft.clear()
    else setErrors(errorsOf(result.problem))
  }
  return (
    <Stack>
      <Field
        label="怎样联系的，居民怎么说"
        help="居民看得到"
        long
        max={500}
        initial={draft.values.text}
        onText={(text) => draft.note({ text })}
        error={errors.text}
      />
      <Refused of={send.problem?.detail} />
      <Button block busy={send.sending} onTap={save}>
        记下已联系
      </Button>
    </Stack>
  )
}

interface Chosen extends Record<string, unknown> {
  way: keyof typeof remedyNames | ''
  text: string
  day: string
}

const wrongIn = ({ way, text, day }: Chosen): FieldErrors => ({
  ...tooShort({ text }),
  ...(way === '' && { way: '请选一个办法' }),
  ...(way === 'ledger' && day === '' && { until: ruleWords.ledgerDate }),
})

function Choose({ id }: { id: string }) {
  const send = useSend('POST /v1/requests/{id}/remedy', changed)
  const { draft, errors, setErrors } = useErrors<Chosen>(useDraft<Chosen>(`staff.remedy.${id}`, { way: '', text: '', day: '' }), wrongIn)
  const { values } = draft
  const save = async () => {
    const { way, text, day } = draft.now()
    const wrong = wrongIn({ way, text, day })
    setErrors(wrong)
    if (way === '' || Object.keys(wrong).length > 0) return
    const until = way === 'ledger' ? { until: new Date(`${day}T18:00:00+08:00`).toISOString() } : {}
    const result = await send.send({ params: { id }, body: { way, text, ...until } })
    if (isDone(result)) draft.clear()
    else setErrors(errorsOf(result.problem))
  }
  return (
    <Stack>
      <Choice
        label="怎样处理"
        options={wayOptions}
        value={values.way === '' ? undefined : values.way}
        onChange={(way) => draft.set({ way })}
        error={errors.way}
      />
      {values.way === 'ledger' && (
        <PickerRow
          label="最晚哪天办好"
          mode="date"
          value={values.day || undefined}
          onPick={(day) => draft.set({ day })}
          error={errors.until}
        />
      )}
      <Field
        label="向居民说明"
        help="居民看得到"
        long
        max={500}
        initial={values.text}
        onText={(text) => draft.note({ text })}
        error={errors.text}
      />
      <Refused of={send.problem?.detail} />
      <Button block busy={send.sending} onTap={save}>
        告诉居民
      </Button>
    </Stack>
  )
}

function Decide({ id }: { id: string }) {
  const send = useSend('POST /v1/requests/{id}/remedy/decision', changed)
  const { draft, errors, setErrors } = useErrors(useDraft(`staff.decision.${id}`, { text: '' }), tooShort)
  const decide = (untrue: boolean) => async () => {
    const { text } = draft.now()
    setErrors(tooShort({ text }))
    if (tooShort({ text }).text !== undefined) return
    const result = await send.send({ params: { id }, body: { untrue, text } })
    if (isDone(result)) draft.clear()
    else setErrors(errorsOf(result.problem))
  }
  return (
    <Stack>
      <Field
        label="根据什么决定"
        help="居民看得到"
        long
        max={500}
        initial={draft.values.text}
        onText={(text) => draft.note({ text })}
        error={errors.text}
      />
      <Refused of={send.problem?.detail} />
      <Stack across>
        <Button block busy={send.sending} onTap={decide(false)}>
          评价属实
        </Button>
        <Button block busy={send.sending} onTap={decide(true)}>
          评价不实
        </Button>
      </Stack>
    </Stack>
  )
}

const Refused = ({ of: detail }: { of: string | undefined }) =>
  detail !== undefined && (
    <Announce urgent seen>
      {detail}
    </Announce>
  )
