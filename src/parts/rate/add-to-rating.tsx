import { badReasons, isBad } from '@doorstep/contract/ratings'
import type { RequestDetail } from '@doorstep/contract/requests/views'
import type { Send } from '../../platform/api/query'
import { isDone } from '../../platform/api/result'
import type { Recording } from '../../platform/device/recorder'
import { keptIds, withLost } from '../../platform/sending/attachments'
import { useDraft } from '../../platform/sending/drafts'
import { errorsOf, type FieldErrors } from '../../platform/sending/forms'
import type { Chosen, Photo } from '../../platform/sending/photo-uploads'
import { useStillUploading } from '../../platform/sending/still-uploading'
import { Button } from '../../ui/input/button'
import { Chips } from '../../ui/input/chips'
import { Choice } from '../../ui/input/choice'
import { Field, FieldBlock } from '../../ui/input/field'
import { PhotoPicker } from '../../ui/input/photo-picker'
import { Stack } from '../../ui/layout/stack'
import { VoiceField } from '../../ui/input/voice-field'
import type { KeptVoice } from '../../ui/input/voice-upload'
import { Attached } from '../attachments'
import { Words } from '../../ui/display/words'
import { useState } from 'react'
import { AgainSheet } from './again-row'
import { Faces } from './faces'

type Rating = NonNullable<RequestDetail['rated']>

interface AddToRatingProps {
  of: RequestDetail
  rating: Rating
  add: Send<'POST /v1/requests/{id}/ratings/add'>
}

const yesNo = (yes: string, no: string) => [
  { value: 'yes' as const, label: yes },
  { value: 'no' as const, label: no },
]

/** Renders what a rating does not say yet, all of it optional: each answer is sent by its tap, the words by a button. */
export function AddToRating({ of: r, rating, add }: AddToRatingProps) {
  const params = { id: r.id }
  const [asking, setAsking] = useState(false)
  const solve = (solved: boolean) => add.send({ params, body: { solved } })
  // 没解决 reopens what a good face closed: she reads that first.
  const reopens = r.state === 'closed'
  return (
    <>
      {rating.satisfied === null && (
        <FieldBlock label="您满意吗" optional>
          <Faces label="您满意吗，点一个就行" onTap={(satisfied) => add.send({ params, body: { satisfied } })} />
        </FieldBlock>
      )}
      {rating.contacted === null && (
        <FieldBlock label="办理的人联系过您吗" optional>
          <Chips
            label="办理的人联系过您吗"
            options={yesNo('联系过', '没有')}
            onChoose={(said) => add.send({ params, body: { contacted: said === 'yes' } })}
          />
        </FieldBlock>
      )}
      {rating.solved === null && (
        <FieldBlock label="问题解决了吗" optional>
          <Chips
            label="问题解决了吗"
            options={yesNo('解决了', '没解决')}
            onChoose={(said) => (said === 'no' && reopens ? setAsking(true) : solve(said === 'yes'))}
          />
        </FieldBlock>
      )}
      <AgainSheet open={asking} close={() => setAsking(false)} secret={r.anonymous} onYes={() => solve(false)} />
      <Why of={r} rating={rating} add={add} />
    </>
  )
}

const empty = {
  reasons: [] as (keyof typeof badReasons)[],
  text: '',
  photos: [] as Photo[],
  chosen: [] as Chosen[],
  voice: null as KeptVoice | null,
  recording: null as Recording | null,
}

/** Renders reasons, voice and photos of a bad rating, and words of any; what was said before is only shown. */
function Why({ of: r, rating, add }: AddToRatingProps) {
  const draft = useDraft(`ratings.add.${r.id}`, empty)
  const [errors, setErrors] = useState<FieldErrors>({})
  const uploading = useStillUploading()
  const bad = isBad(rating)
  const { values } = draft
  const asksWhy = bad && rating.reasons.length === 0
  const asksWords = rating.text === ''
  const asksFiles = bad && rating.files.length === 0
  const names = Object.keys(badReasons) as (keyof typeof badReasons)[]
  const said = [...names.filter((code) => rating.reasons.includes(code)).map((code) => badReasons[code]), rating.text].filter(Boolean)
  const submit = async () => {
    const now = draft.now()
    // Only what is asked here: the draft may still hold what was said of a bad tap that was taken back.
    const reasons = asksWhy ? now.reasons : []
    const text = asksWords ? now.text : ''
    const fileIds = asksFiles ? keptIds(now.photos, now.voice) : []
    if (reasons.length + text.trim().length + fileIds.length === 0) {
      setErrors({ text: '请先选一项或写几句' })
      return
    }
    const result = await add.send({ params: { id: r.id }, body: { reasons, text, fileIds } })
    if (isDone(result)) {
      setErrors({})
      draft.clear()
      return
    }
    const marked = withLost(result.problem, fileIds, draft.now())
    if (marked) draft.set(marked)
    setErrors(errorsOf(result.problem))
  }
  return (
    <>
      {said.length > 0 && (
        <Words size={15} tone="second" asWritten>
          {said.join('；')}
        </Words>
      )}
      <Attached files={rating.files} />
      {(asksWhy || asksWords || asksFiles) && (
        <>
          {asksWhy && (
            <Choice
              multiple
              across
              optional
              label="哪里不好"
              options={names.map((value) => ({ value, label: badReasons[value] }))}
              value={values.reasons}
              onChange={(reasons) => draft.set({ reasons })}
              error={errors.reasons}
            />
          )}
          {asksWords && (
            <Field
              label="还想说的"
              optional
              long
              max={500}
              initial={values.text}
              onText={(text) => draft.note({ text })}
              error={errors.text}
            />
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
          <Stack>
            <Button block kind="outline" busy={add.sending} {...uploading.why} onTap={submit}>
              补充这些
            </Button>
          </Stack>
        </>
      )}
    </>
  )
}
