import { levels } from '@doorstep/contract/ratings'
import type { FieldErrors } from '../platform/sending/forms'
import { Choice } from '../ui/input/choice'
import { Field } from '../ui/input/field'

/** The questions every rating asks; a form's draft may hold more. */
export interface Satisfaction<R extends string> {
  /** `5` to `1`; empty until answered. */
  satisfied: string
  reasons: R[]
  text: string
}

/** A type, not an interface: only a type is assignable to a draft's open record. */
type Change<R extends string> = Partial<Pick<Satisfaction<R>, 'satisfied' | 'reasons'>>

interface SatisfiedProps<R extends string> {
  label: string
  values: Satisfaction<R>
  set: (change: Change<R>) => void
  note: (change: { text: string }) => void
  errors: FieldErrors
  /** Reasons, asked for a low rating only, and what happens after choosing one. */
  reasons: Record<R, string>
  bad: boolean
  then: string
  /** The label of the comment. */
  more: string
}

const levelOptions = ([5, 4, 3, 2, 1] as const).map((level) => ({ value: String(level), label: levels[level] }))

/** Renders five levels, the reasons of a low one, and a comment. */
export function Satisfied<R extends string>({ label, values, set, note, errors, reasons, bad, then, more }: SatisfiedProps<R>) {
  const options = (Object.keys(reasons) as R[]).map((value) => ({ value, label: reasons[value] }))
  return (
    <>
      <Choice
        label={label}
        options={levelOptions}
        value={values.satisfied}
        onChange={(satisfied) => set({ satisfied })}
        error={errors.satisfied}
      />
      {bad && (
        <Choice<R>
          multiple
          label="哪里不好"
          help={then}
          options={options}
          value={values.reasons}
          onChange={(chosen) => set({ reasons: chosen })}
          error={errors.reasons}
        />
      )}
      <Field label={more} optional long max={500} initial={values.text} onText={(text) => note({ text })} error={errors.text} />
    </>
  )
}
