import type { PersonActedFor } from '@doorstep/contract/account'
import { longestName } from '@doorstep/contract/people/names-and-phones'
import { consentWays } from '@doorstep/contract/people/on-behalf'
import { Fragment } from 'react'
import { useRead } from '../../platform/api/query'
import type { Draft } from '../../platform/sending/drafts'
import type { FieldErrors } from '../../platform/sending/forms'
import type { useStillUploading } from '../../platform/sending/still-uploading'
import { Choice } from '../../ui/input/choice'
import { Field } from '../../ui/input/field'
import { PhotoPicker } from '../../ui/input/photo-picker'
import { VoiceField } from '../../ui/input/voice-field'
import { Announce } from '../../ui/layout/announce'
import { evidenceNeeded, fieldsOf, type BehalfDraft, type ConsentHow } from './behalf-draft'

export const consentNames: Record<ConsentHow, string> = {
  inPerson: '当面同意',
  byPhone: '电话里同意',
  written: '写了字据',
  voice: '录音同意',
}

interface BehalfProps {
  draft: Pick<Draft<BehalfDraft>, 'values' | 'now' | 'set' | 'note'>
  errors: FieldErrors
  /** Label of the question: `替谁办`, `替谁约`. */
  label: string
  other: string
  /** What the person may say in the recording. */
  example: string
  uploading: Pick<ReturnType<typeof useStillUploading>, 'onPhotos' | 'onVoice'>
  /** Whether no consent given earlier counts: of a 举报 nobody is remembered. */
  once?: boolean
  /** Called with the remembered person who was chosen: their home is the form's to use. */
  onPerson: (person: PersonActedFor) => void
}

/** Renders 代办: the fields of a form that is filled in for somebody else, with their consent. */
export function Behalf({ draft, errors, label, other, example, uploading, once = false, onPerson }: BehalfProps) {
  const { values } = draft
  const people = useRead('GET /v1/people', {}, { when: values.forOther }).value?.rows ?? []
  const take = (id: string) => {
    const person = people.find((one) => one.id === id)
    if (person === undefined) return
    draft.set(fieldsOf(person))
    onPerson(person)
  }
  return (
    <>
      <Choice
        label={label}
        across
        options={[
          { value: 'me', label: '我自己' },
          { value: 'other', label: other },
        ]}
        value={values.forOther ? 'other' : 'me'}
        onChange={(who) => draft.set({ forOther: who === 'other' })}
      />
      {values.forOther && people.length > 0 && (
        <Choice
          label="替过的人"
          options={people.map(({ id, name, relation }) => ({ value: id, label: `${name}（${relation}）` }))}
          value={values.personId === '' ? undefined : values.personId}
          onChange={take}
        />
      )}
      {values.forOther && <BehalfFields draft={draft} errors={errors} example={example} uploading={uploading} once={once} />}
    </>
  )
}

/** Renders who it is for and how they agreed. */
export function BehalfFields({
  draft,
  errors,
  example,
  uploading,
  once = false,
}: Pick<BehalfProps, 'draft' | 'errors' | 'example' | 'uploading' | 'once'>) {
  const { values } = draft
  return (
    // A person who was chosen is shown in fields of their own.
    <Fragment key={values.personId}>
      <Field
        label="他怎么称呼"
        max={longestName}
        initial={values.otherName}
        onText={(otherName) => draft.note({ otherName })}
        error={errors['onBehalf.name']}
        placeholder="例如 王秀兰"
      />
      <Field
        label="您是他的"
        max={20}
        initial={values.otherRelation}
        onText={(otherRelation) => draft.note({ otherRelation })}
        error={errors['onBehalf.relation']}
        placeholder="例如 女儿、邻居"
      />
      <Field
        label="他的电话"
        optional
        kind="phone"
        initial={values.otherPhone}
        onText={(otherPhone) => draft.note({ otherPhone })}
        error={errors['onBehalf.phone']}
      />
      <Choice
        label="本人怎样同意的"
        help="我们会记下这一条"
        options={consentWays.map((value) => ({ value, label: consentNames[value] }))}
        value={values.consentHow === '' ? undefined : values.consentHow}
        onChange={(consentHow) => draft.set({ consentHow })}
        error={errors['onBehalf.consent.how']}
      />
      <Evidence
        draft={draft}
        needed={evidenceNeeded(draft.now(), once)}
        error={errors['onBehalf.consent.fileId']}
        example={example}
        uploading={uploading}
      />
    </Fragment>
  )
}

interface EvidenceProps extends Pick<BehalfProps, 'draft' | 'example' | 'uploading'> {
  needed: ReturnType<typeof evidenceNeeded>
  error: string | undefined
}

/** Renders the field for the proof of consent: a recording or a photo. */
function Evidence({ draft, needed, error, example, uploading }: EvidenceProps) {
  if (needed === null) return null
  if (needed === 'photo')
    return (
      <PhotoPicker
        label="字据照片"
        max={1}
        photos={draft.values.consentPhotos}
        onChange={(consentPhotos) => draft.set({ consentPhotos })}
        onUploading={uploading.onPhotos}
        kept={draft.values.consentChosen}
        keep={(consentChosen) => draft.set({ consentChosen })}
        error={error}
      />
    )
  return (
    <>
      <VoiceField
        label="录一段本人说的话"
        help={example}
        voice={draft.values.consentVoice}
        onChange={(consentVoice) => draft.set({ consentVoice })}
        onPending={uploading.onVoice}
        kept={draft.values.consentRecording}
        keep={(consentRecording) => draft.set({ consentRecording })}
      />
      {error !== undefined && (
        <Announce urgent seen>
          {error}
        </Announce>
      )}
    </>
  )
}
