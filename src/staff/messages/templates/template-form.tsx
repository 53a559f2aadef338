import type { Template as Schema } from '@doorstep/contract/messages'
import type * as v from 'valibot'
import { useState } from 'react'
import { useDraft } from '../../../platform/sending/drafts'
import { useErrors } from '../../../platform/sending/use-errors'
import { isDone } from '../../../platform/api/result'
import { errorsOf, type FieldErrors } from '../../../platform/sending/forms'
import { useSend } from '../../../platform/api/query'
import { Announce } from '../../../ui/layout/announce'
import { Button } from '../../../ui/input/button'
import { Card } from '../../../ui/layout/card'
import { Choice } from '../../../ui/input/choice'
import { StaffField } from '../../parts/fields/staff-field'
import { Stack } from '../../../ui/layout/stack'

export type Template = v.InferOutput<typeof Schema>
type Use = Template['use']

/** Where a template is offered, in the order a day needs them. */
export const uses = [
  { value: 'message', label: '回消息', help: '和居民对话时用' },
  { value: 'reply', label: '答复诉求', help: '办结答复时用' },
  { value: 'askMore', label: '请补充', help: '请居民补充情况时用' },
  { value: 'refuse', label: '不予受理', help: '说明原因和途径时用' },
] as const satisfies readonly { value: Use; label: string; help: string }[]

const stale = ['GET /v1/templates']

const missingIn = ({ title, text }: { title: string; text: string }): FieldErrors => ({
  ...(title.trim() === '' && { title: '请起个名字，好找' }),
  ...(text.trim() === '' && { text: '请写上要说的话' }),
})

/** Renders the form of a new or existing template; what is typed survives leaving. */
export function TemplateForm({ of, done }: { of: Template | undefined; done: () => void }) {
  const add = useSend('POST /v1/templates', stale)
  const change = useSend('PUT /v1/templates/{id}', stale)
  const remove = useSend('DELETE /v1/templates/{id}', stale)
  const kept = useDraft<{ title: string; text: string; use: Use }>(`templates.${of?.id ?? 'new'}`, {
    title: of?.title ?? '',
    text: of?.text ?? '',
    use: of?.use ?? 'message',
  })
  const { draft, errors, setErrors } = useErrors(kept, missingIn)
  const [sure, setSure] = useState(false)
  const problem = add.problem ?? change.problem ?? remove.problem

  const save = async () => {
    const body = draft.now()
    const missing = missingIn(body)
    setErrors(missing)
    if (Object.keys(missing).length > 0) return
    const result = of ? await change.send({ params: { id: of.id }, body }) : await add.send({ body })
    if (!isDone(result)) {
      setErrors(errorsOf(result.problem))
      return
    }
    draft.clear()
    done()
  }
  const drop = async () => {
    if (!of || !isDone(await remove.send({ params: { id: of.id } }))) return
    draft.clear()
    done()
  }
  return (
    <Card>
      <Stack gap={16}>
        <Choice label="用在哪里" options={uses} value={draft.values.use} onChange={(use) => draft.set({ use })} />
        <StaffField
          readBy="inside"
          label="名字"
          help="例如 已派电工"
          max={20}
          initial={draft.values.title}
          onText={(title) => draft.note({ title })}
          error={errors.title}
        />
        <StaffField
          readBy="inside"
          label="内容"
          help="用的时候还可以改"
          long
          max={500}
          initial={draft.values.text}
          onText={(text) => draft.note({ text })}
          error={errors.text}
        />
        {problem && (
          <Announce urgent seen>
            {problem.detail}
          </Announce>
        )}
        <Stack across>
          <Button onTap={done}>先不写了</Button>
          <Button kind="primary" busy={add.sending || change.sending} onTap={save}>
            保存
          </Button>
        </Stack>
        {of && (
          <Button kind="danger" block icon="trash" busy={remove.sending} onTap={() => (sure ? drop() : setSure(true))}>
            {sure ? '确定删除，删了不能找回' : '删除这个模板'}
          </Button>
        )}
      </Stack>
    </Card>
  )
}
