import type { Recording } from '../../platform/device/media/recorder'
import { keptIds, withLost } from '../../platform/sending/attachments'
import { isDone, type Problem, type Result } from '../../platform/api/result'
import { useDraft } from '../../platform/sending/drafts'
import { errorsOf } from '../../platform/sending/forms'
import type { Chosen, Photo } from '../../platform/sending/photo-uploads'
import { useStillUploading } from '../../platform/sending/still-uploading'
import { useErrors } from '../../platform/sending/use-errors'
import { Words } from '../../ui/display/words'
import { Button } from '../../ui/input/button'
import { Choice } from '../../ui/input/choice'
import { Field } from '../../ui/input/field'
import { PhotoPicker } from '../../ui/input/photo-picker'
import { VoiceField } from '../../ui/input/voice-field'
import type { KeptVoice } from '../../ui/input/voice-upload'
import { Refused } from './tapped'

interface RatedWith<R extends string> {
  rating: { reasons: readonly string[]; text: string }
  /** Every reason there is for a bad rating. */
  reasons: Record<R, string>
}

const codesOf = <R extends string>(reasons: Record<R, string>) => Object.keys(reasons) as R[]

/** Renders the reasons and the words of a rating. */
export function RatedWords<R extends string>({ rating, reasons }: RatedWith<R>) {
  const chosen = codesOf(reasons).filter((code) => rating.reasons.includes(code))
  const said = [...chosen.map((code) => reasons[code]), rating.text].filter(Boolean)
  return (
    said.length > 0 && (
      <Words size={15} tone="second" asWritten>
        {said.join('；')}
      </Words>
    )
  )
}

interface Added<R extends string> {
  reasons: R[]
  text: string
  fileIds: string[]
}

interface AddWordsProps<R extends string> extends RatedWith<R> {
  /** Name of the draft. */
  name: string
  bad: boolean
  /** Whether a voice note and photos are asked for. */
  asksFiles?: boolean
  send: (added: Added<R>) => Promise<Result<unknown>>
  sending: boolean
  /** Why the last addition was refused. */
  problem: Problem | undefined
}

/** Renders what a rating does not say yet: reasons of a bad one, words of any, and voice and photos; all of it sent by one button. */
export function AddWords<R extends string>({ name, rating, reasons, bad, asksFiles = false, send, sending, problem }: AddWordsProps<R>) {
  const asksWhy = bad && rating.reasons.length === 0
  const asksWords = rating.text === ''
  const empty = {
    reasons: [] as R[],
    text: '',
    photos: [] as Photo[],
    chosen: [] as Chosen[],
    voice: null as KeptVoice | null,
    recording: null as Recording | null,
  }
  /** Returns only what is asked here: the draft may still hold what was said of a bad tap that was taken back. */
  const added = (now: typeof empty): Added<R> => ({
    reasons: asksWhy ? now.reasons : [],
    text: asksWords ? now.text : '',
    fileIds: asksFiles ? keptIds(now.photos, now.voice) : [],
  })
  const unsaid = (now: typeof empty): Record<string, string> => {
    const { reasons: why, text, fileIds } = added(now)
    return why.length + text.trim().length + fileIds.length === 0 ? { text: '请先选一项或写几句' } : {}
  }
  const { draft, errors, setErrors } = useErrors(useDraft(name, empty), unsaid)
  const uploading = useStillUploading()
  if (!asksWhy && !asksWords && !asksFiles) return <Refused problem={problem} />
  const { values } = draft
  const submit = async () => {
    const missing = unsaid(draft.now())
    setErrors(missing)
    if (missing.text !== undefined) return
    const adds = added(draft.now())
    const result = await send(adds)
    if (isDone(result)) {
      draft.clear()
      return
    }
    const marked = withLost(result.problem, adds.fileIds, draft.now())
    if (marked) draft.set(marked)
    setErrors(errorsOf(result.problem))
  }
  return (
    <>
      {asksWhy && (
        <Choice
          multiple
          across
          optional
          label="哪里不好"
          options={codesOf(reasons).map((value) => ({ value, label: reasons[value] }))}
          value={values.reasons}
          onChange={(why) => draft.set({ reasons: codesOf(reasons).filter((code) => why.includes(code)) })}
          error={errors.reasons}
        />
      )}
      {asksWords && (
        <Field label="还想说的" optional long max={500} initial={values.text} onText={(text) => draft.note({ text })} error={errors.text} />
      )}
      {asksFiles && (
        <>
          <VoiceField
            label="说一说"
            voice={values.voice}
            onChange={(voice) => draft.set({ voice })}
            onPending={uploading.onVoice}
            kept={values.recording}
            keep={(recording) => draft.set({ recording })}
          />
          <PhotoPicker
            label="照片"
            photos={values.photos}
            onChange={(photos) => draft.set({ photos })}
            onUploading={uploading.onPhotos}
            kept={values.chosen}
            keep={(chosen) => draft.set({ chosen })}
          />
        </>
      )}
      <Refused problem={problem} />
      <Button block kind="outline" busy={sending} {...uploading.why} onTap={submit}>
        补充这些
      </Button>
    </>
  )
}
