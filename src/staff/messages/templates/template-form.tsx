import { useState } from 'react'
import { useDraft } from '../../../platform/sending/drafts'
import { errorsOf, type FieldErrors } from '../../../platform/sending/forms'
import { useSend } from '../../../platform/api/query'
import { Announce } from '../../../ui/layout/announce'
import { Button } from '../../../ui/input/button'
import { Card } from '../../../ui/layout/card'
import { Choice } from '../../../ui/input/choice'
import { Field } from '../../../ui/input/field'
import { Stack } from '../../../ui/layout/stack'
import { uses, type Template, type Use } from './uses'

const stale = ['GET /v1/templates']

/** Writes a template, new or kept; what is typed survives leaving. */
export function TemplateForm({ of, done }: { of: Template | undefined; done: () => void }) {
  const add = useSend('POST /v1/templates', stale)
  const change = useSend('PUT /v1/templates/{id}', stale)
  const remove = useSend('DELETE /v1/templates/{id}', stale)
  const draft = useDraft<{ title: string; text: string; use: Use }>(`templates.${of?.id ?? 'new'}`, {
    title: of?.title ?? '',
    text: of?.text ?? '',
    use: of?.use ?? 'message',
  })
  const [errors, setErrors] = useState<FieldErrors>({})
  const [sure, setSure] = useState(false)
  const problem = add.problem ?? change.problem ?? remove.problem

  const save = async () => {
    const body = draft.now()
    const missing: FieldErrors = {}
    if (body.title.trim() === '') missing.title = '请起个名字，好找'
    if (body.text.trim() === '') missing.text = '请写上要说的话'
    setErrors(missing)
    if (Object.keys(missing).length > 0) return
    const result = of ? await change.send({ params: { id: of.id }, body }) : await add.send({ body })
    if (!result.ok) {
      setErrors(errorsOf(result.problem))
      return
    }
    draft.clear()
    done()
  }
  const drop = async () => {
    if (!of || !(await remove.send({ params: { id: of.id } })).ok) return
    draft.clear()
    done()
  }
  return (
    <Card>
      <Stack gap={16}>
        <Choice label="用在哪里" options={uses} value={draft.values.use} onChange={(use) => draft.set({ use })} />
        <Field
          label="名字"
          help="例如 已派电工"
          max={20}
          initial={draft.values.title}
          onText={(title) => draft.note({ title })}
          error={errors.title}
        />
        <Field
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
