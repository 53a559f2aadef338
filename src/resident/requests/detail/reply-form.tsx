import type { ActionBy } from '@doorstep/contract/machine'
import { requestMachine } from '@doorstep/contract/requests/machine'
import type { RequestDetail } from '@doorstep/contract/requests/views'
import { promisedWords } from '@doorstep/contract/requests/words'
import { useElder } from '../../../platform/device/elder'
import type { Recording } from '../../../platform/device/media/recorder'
import { keptIds, withLost } from '../../../platform/sending/attachments'
import { useDraft } from '../../../platform/sending/drafts'
import { useErrors } from '../../../platform/sending/use-errors'
import { isDone } from '../../../platform/api/result'
import { errorsOf, type FieldErrors } from '../../../platform/sending/forms'
import { useSend } from '../../../platform/api/query'
import { useStillUploading } from '../../../platform/sending/still-uploading'
import { Announce } from '../../../ui/layout/announce'
import { EmergencyCalls } from '../../../parts/emergency-calls'
import { AskForHelp } from '../../../parts/ask-for-help'
import { Button } from '../../../ui/input/button'
import { useDebouncedText } from '../../../ui/input/debounced-text'
import { Field } from '../../../ui/input/field'
import { PhotoPicker } from '../../../ui/input/photo-picker'
import { Sheet } from '../../../ui/layout/sheet'
import { VoiceField } from '../../../ui/input/voice-field'
import type { KeptVoice } from '../../../ui/input/voice-upload'
import { Stack } from '../../../ui/layout/stack'
import { voiceOfReport } from '../voice-of-report'
import type { Chosen, Photo } from '../../../platform/sending/photo-uploads'

/** The resident's actions with this form; rating and withdrawing have their own. */
export type Saying = Exclude<
  ActionBy<typeof requestMachine, 'requester'>,
  'confirm' | 'reopen' | 'notSolved' | 'takeBack' | 'rateWorse' | 'rateBetter' | 'withdraw' | 'urge' | 'confirmVisit' | 'moveVisit'
>

/** Whether she is asked for it: its button stands in the head of the page, and what may wait is not offered beside it. */
const isAsked: Record<Saying, boolean> = { supply: true, contest: true, comment: false }
const sayings = Object.keys(isAsked) as Saying[]

/** Returns what she is asked for; undefined when everything may wait. */
export const askedOf = ({ actions }: Pick<RequestDetail, 'actions'>): Saying | undefined =>
  sayings.find((one) => isAsked[one] && actions.includes(one))

const words = {
  supply: { label: '补充情况', help: '写清楚后继续计时', send: '提交补充' },
  comment: { label: '您想说的', help: '办理的人会收到', send: '发送' },
  contest: { label: '为什么不同意', help: '只能申诉一次，会由另一位同志重新看', send: '提交申诉' },
} as const satisfies Record<Saying, unknown>

/** Returns the name of an action: what she adds while it is worked on, or says again once it is answered. */
export const nameOf = (how: Saying, { state }: Pick<RequestDetail, 'state'>): string =>
  how === 'comment' ? (promisedWords[state] === null ? '再说一句' : '补充') : requestMachine[how].label

const empty = {
  text: '',
  photos: [] as Photo[],
  chosen: [] as Chosen[],
  voice: null as KeptVoice | null,
  recording: null as Recording | null,
}

const unsaid = ({ text, voice }: typeof empty): FieldErrors =>
  text.trim() !== '' || (voice && !voice.lost) ? {} : { text: '请写几句，或者说一段话' }

/** The text of what is said by voice alone: lists and notifications have no player. */
const byVoice = '说了一段语音，请点开听'

/** Renders the sheet in which the resident adds something to a request, ready to be written in; what was typed survives leaving and failures. */
export function ReplyForm({ how, of: r, done }: { how: Saying; of: RequestDetail; done: () => void }) {
  const again = ['GET /v1/requests']
  const senders = {
    supply: useSend('POST /v1/requests/{id}/supply', again),
    comment: useSend('POST /v1/requests/{id}/comment', again),
    contest: useSend('POST /v1/requests/{id}/contest', again),
  }
  const { sending, problem } = senders[how]
  const { draft, errors, setErrors } = useErrors(useDraft(`requests.${how}.${r.id}`, empty), unsaid)
  const { typed, type } = useDebouncedText(draft.values.text)
  const { label, help, send } = words[how]
  const { elder } = useElder()
  const uploading = useStillUploading()
  const submit = async () => {
    const { text, photos, voice } = draft.now()
    const missing = unsaid(draft.now())
    setErrors(missing)
    if (missing.text !== undefined) return
    const fileIds = keptIds(photos, voice)
    const result = await senders[how].send({ params: { id: r.id }, body: { text: text.trim() ? text : byVoice, fileIds } })
    if (!isDone(result)) {
      const marked = withLost(result.problem, fileIds, draft.now())
      if (marked) draft.set(marked)
      setErrors(errorsOf(result.problem))
      return
    }
    draft.clear()
    done()
  }
  return (
    <Sheet
      open
      title={nameOf(how, r)}
      onClose={done}
      bar={
        <Stack gap={8}>
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
      }
    >
      <Stack gap={16}>
        <Field
          label={label}
          help={help}
          long
          focus={!elder}
          max={2000}
          initial={draft.values.text}
          onText={(text) => {
            draft.note({ text })
            type(text)
          }}
          error={errors.text}
        />
        <EmergencyCalls text={typed} grid={r.anonymous ? undefined : r.grid.code} />
        <VoiceField
          label="说一说"
          {...(r.anonymous && { help: voiceOfReport })}
          voice={draft.values.voice}
          onChange={(voice) => draft.set({ voice })}
          onPending={uploading.onVoice}
          kept={draft.values.recording}
          keep={(recording) => draft.set({ recording })}
        />
        <PhotoPicker
          label="照片"
          photos={draft.values.photos}
          onChange={(photos) => draft.set({ photos })}
          onUploading={uploading.onPhotos}
          kept={draft.values.chosen}
          keep={(chosen) => draft.set({ chosen })}
        />
        {!r.anonymous && <AskForHelp grid={r.grid.code} />}
      </Stack>
    </Sheet>
  )
}
