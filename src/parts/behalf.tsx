import type { PersonActedFor } from '@doorstep/contract/account'
import { nameKey, phoneKey } from '@doorstep/contract/names-and-phones'
import type { consentWays } from '@doorstep/contract/on-behalf'
import { Fragment, type ReactNode } from 'react'
import { useRead } from '../platform/api/query'
import type { Draft } from '../platform/sending/drafts'
import type { FieldErrors } from '../platform/sending/forms'
import { Choice } from '../ui/input/choice'
import { Field } from '../ui/input/field'

type ConsentHow = (typeof consentWays)[number]

/** The part of a form's draft about the person it is for. An empty string is a question not answered yet. */
export interface BehalfDraft extends Record<string, unknown> {
  forOther: boolean
  /** The remembered person it is; empty for somebody new. */
  personId: string
  otherName: string
  otherPhone: string
  otherRelation: string
  otherUnit: string
  otherRoom: string
  consentHow: ConsentHow | ''
}

export const noBehalf: BehalfDraft = {
  forOther: false,
  personId: '',
  otherName: '',
  otherPhone: '',
  otherRelation: '',
  otherUnit: '',
  otherRoom: '',
  consentHow: '',
}

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
  /** Ways of consent this form can record. */
  ways?: readonly ConsentHow[]
  /** Field for the evidence of the chosen way: a recording or a photo. */
  evidence?: ReactNode
  /** Called with the remembered person who was chosen: their home is the form's to use. */
  onPerson: (person: PersonActedFor) => void
}

/** Returns the fields of a remembered person, each as if it had been filled in. */
const fieldsOf = ({ id, name, phone, relation, home, consent }: PersonActedFor) => ({
  personId: id,
  otherName: name,
  otherPhone: phone ?? '',
  otherRelation: relation,
  otherUnit: home?.unit ?? '',
  otherRoom: home?.room ?? '',
  consentHow: consent.how,
})

const phoneKeyOf = (phone: string | null) => (phone === null || phone.trim() === '' ? '' : phoneKey(phone))

/** Returns whether the consent that a remembered person gave counts for what is filled in: another name, phone or way needs one of its own. */
const consentStands = (now: BehalfDraft, { name, phone, consent }: PersonActedFor) =>
  nameKey(now.otherName) === nameKey(name) && phoneKeyOf(now.otherPhone) === phoneKeyOf(phone) && now.consentHow === consent.how

/** Renders 代办: the fields of a form that is filled in for somebody else, with their consent. */
export function Behalf({ draft, errors, label, other, ways = ['inPerson', 'byPhone', 'written'], evidence, onPerson }: BehalfProps) {
  const { values } = draft
  const people = useRead('GET /v1/people', {}, { when: values.forOther }).value?.rows ?? []
  const chosen = people.find(({ id }) => id === values.personId)
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
      {values.forOther && (
        // A person who was chosen is shown in fields of their own.
        <Fragment key={values.personId}>
          <Field
            label="他怎么称呼"
            max={20}
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
            options={ways.map((value) => ({ value, label: consentNames[value] }))}
            value={values.consentHow === '' ? undefined : values.consentHow}
            onChange={(consentHow) => draft.set({ consentHow })}
            error={errors['onBehalf.consent.how']}
          />
          {(chosen === undefined ? values.personId === '' : !consentStands(draft.now(), chosen)) && evidence}
        </Fragment>
      )}
    </>
  )
}
