import { badReasons } from '@doorstep/contract/ratings'
import type { Draft } from '../platform/sending/drafts'
import type { FieldErrors } from '../platform/sending/forms'
import { Choice, type Option } from '../ui/input/choice'
import { seemsBad, type RatingValues, type YesNo } from './rating-form'
import { Satisfied } from './satisfaction'

interface RatingQuestionsProps {
  draft: Pick<Draft<RatingValues>, 'values' | 'set' | 'note'>
  errors: FieldErrors
  /** What happens after a bad rating. */
  then: string
  /** The label of the comment. */
  more: string
}

const yesNo = (yes: string, no: string): Option<YesNo>[] => [
  { value: 'yes', label: yes },
  { value: 'no', label: no },
]

/** Renders the three questions of a 好差评, the reasons of a bad one, and a comment. */
export function RatingQuestions({ draft: { values, set, note }, errors, then, more }: RatingQuestionsProps) {
  return (
    <>
      <Choice
        label="办理的人联系过您吗"
        across
        options={yesNo('联系过', '没有')}
        value={values.contacted === '' ? undefined : values.contacted}
        onChange={(contacted) => set({ contacted })}
        error={errors.contacted}
      />
      <Choice
        label="问题解决了吗"
        across
        options={yesNo('解决了', '没解决')}
        value={values.solved === '' ? undefined : values.solved}
        onChange={(solved) => set({ solved })}
        error={errors.solved}
      />
      <Satisfied
        label="您满意吗"
        values={values}
        set={set}
        note={note}
        errors={errors}
        reasons={badReasons}
        bad={seemsBad(values)}
        then={then}
        more={more}
      />
    </>
  )
}
