import type { Draft } from '../../platform/drafts'
import type { FieldErrors } from '../../platform/forms'
import { Choice } from '../../ui/choice'
import { Field } from '../../ui/field'
import type { ConsentHow, Filing } from './filing'

const whose = [
  { value: 'me', label: '我自己' },
  { value: 'other', label: '替别人办' },
] as const
const ways: { value: ConsentHow; label: string }[] = [
  { value: 'inPerson', label: '当面同意' },
  { value: 'byPhone', label: '电话里同意' },
  { value: 'written', label: '写了字据' },
]

/** 代办: for somebody else, with his consent recorded. */
export function Behalf({ draft, errors }: { draft: Draft<Filing>; errors: FieldErrors }) {
  const { values } = draft
  return (
    <>
      <Choice
        label="替谁办"
        across
        options={whose}
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
            options={ways}
            value={values.consentHow === '' ? undefined : values.consentHow}
            onChange={(consentHow) => draft.set({ consentHow })}
            error={errors['onBehalf.consent.how']}
          />
        </>
      )}
    </>
  )
}
