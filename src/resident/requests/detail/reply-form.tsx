import type { ActionBy } from '@doorstep/contract/machine'
import type { requestMachine } from '@doorstep/contract/requests/machine'
import type { RequestDetail } from '@doorstep/contract/requests/views'
import { useState } from 'react'
import { useDraft } from '../../../platform/sending/drafts'
import { isDone } from '../../../platform/api/result'
import { errorsOf, type FieldErrors } from '../../../platform/sending/forms'
import { useSend } from '../../../platform/api/query'
import { useStillUploading } from '../../../platform/sending/still-uploading'
import { Announce } from '../../../ui/layout/announce'
import { AskForHelp } from '../../../parts/ask-for-help'
import { Button } from '../../../ui/input/button'
import { Card } from '../../../ui/layout/card'
import { Field } from '../../../ui/input/field'
import { PhotoPicker } from '../../../ui/input/photo-picker'
import { Stack } from '../../../ui/layout/stack'
import type { Photo } from '../../../platform/sending/photo-uploads'

/** The resident's actions with this form; rating and withdrawing have their own. */
export type Saying = Exclude<ActionBy<typeof requestMachine, 'requester'>, 'confirm' | 'reopen' | 'withdraw'>

const words = {
  supply: { label: '补充情况', help: '写清楚后时钟继续走', send: '提交补充' },
  comment: { label: '留言', help: '办理的人会收到', send: '发送留言' },
  contest: { label: '为什么不同意', help: '只能申诉一次，会由另一位同志重新看', send: '提交申诉' },
} as const satisfies Record<Saying, unknown>

export const sayings = Object.keys(words) as Saying[]

const empty = { text: '', photos: [] as Photo[] }

/** Renders a form for something the resident adds to a request; what was typed survives leaving and failures. */
export function ReplyForm({ how, of: r, done }: { how: Saying; of: RequestDetail; done: () => void }) {
  const again = ['GET /v1/requests']
  const senders = {
    supply: useSend('POST /v1/requests/{id}/supply', again),
    comment: useSend('POST /v1/requests/{id}/comment', again),
    contest: useSend('POST /v1/requests/{id}/contest', again),
  }
  const { sending, problem } = senders[how]
  const draft = useDraft(`requests.${how}.${r.id}`, empty)
  const [errors, setErrors] = useState<FieldErrors>({})
  const { label, help, send } = words[how]
  const uploading = useStillUploading()
  const submit = async () => {
    const { text, photos } = draft.now()
    if (!text.trim()) {
      setErrors({ text: '请写几句' })
      return
    }
    const params = { id: r.id }
    const body = { text, fileIds: photos.map(({ id }) => id) }
    const result = how === 'contest' ? await senders.contest.send({ params, body: { text } }) : await senders[how].send({ params, body })
    if (!isDone(result)) {
      setErrors(errorsOf(result.problem))
      return
    }
    draft.clear()
    done()
  }
  return (
    <Card>
      <Stack>
        <Field
          label={label}
          help={help}
          long
          max={2000}
          initial={draft.values.text}
          onText={(text) => draft.note({ text })}
          error={errors.text}
        />
        {how !== 'contest' && (
          <PhotoPicker
            label="照片"
            photos={draft.values.photos}
            onChange={(photos) => draft.set({ photos })}
            onUploading={uploading.onPhotos}
          />
        )}
        <AskForHelp grid={r.grid.code} />
        {problem && (
          <Announce urgent seen>
            {problem.detail}
          </Announce>
        )}
        <Stack across>
          <Button block onTap={done}>
            先不写了
          </Button>
          <Button block kind="primary" busy={sending} {...uploading.why} onTap={submit}>
            {send}
          </Button>
        </Stack>
      </Stack>
    </Card>
  )
}
