import type { ReactNode } from 'react'
import type { Draft } from '../platform/sending/drafts'
import type { FieldErrors } from '../platform/sending/forms'
import { Choice } from '../ui/input/choice'
import { Field } from '../ui/input/field'

/** How somebody agreed that another acts for him. */
export type ConsentHow = 'inPerson' | 'byPhone' | 'written' | 'voice'

/** What a form keeps of somebody else it is for. Empty texts are questions not answered yet. */
export interface BehalfDraft extends Record<string, unknown> {
  forOther: boolean
  otherName: string
  otherPhone: string
  otherRelation: string
  consentHow: ConsentHow | ''
}

export const noBehalf: BehalfDraft = { forOther: false, otherName: '', otherPhone: '', otherRelation: '', consentHow: '' }

export const consentNames: Record<ConsentHow, string> = {
  inPerson: '当面同意',
  byPhone: '电话里同意',
  written: '写了字据',
  voice: '录音同意',
}

interface BehalfProps {
  draft: Pick<Draft<BehalfDraft>, 'values' | 'set' | 'note'>
  errors: FieldErrors
  /** `替谁办`, `替谁约` */
  label: string
  other: string
  /** Ways of consent this form can record. */
  ways?: readonly ConsentHow[]
  /** What proves the chosen way: a recording, a photo. */
  evidence?: ReactNode
}

/** 代办: for somebody else, with his consent recorded. */
export function Behalf({ draft, errors, label, other, ways = ['inPerson', 'byPhone', 'written'], evidence }: BehalfProps) {
  const { values } = draft
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
      {values.forOther && (
        <>
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
            max={20}
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
          {evidence}
        </>
      )}
    </>
  )
}
