import type { Category, Question } from '@doorstep/contract/requests/views'
import type { FieldErrors } from '../platform/sending/forms'
import { Choice } from '../ui/input/choice'
import { Field } from '../ui/input/field'
import { PickerRow } from '../ui/input/picker-row'

/** Answers by the code of their question, as a form keeps them; an empty one is not answered yet. */
export type Answers = Record<string, string | string[]>

/** Returns the answers in the shape of the contract. */
export const answersOf = (answers: Answers) =>
  Object.entries(answers)
    .filter(([, value]) => value.length > 0)
    .map(([code, value]) => ({ code, value }))

/** Returns the required questions without an answer, by the API's field paths. */
export const answerErrors = ({ questions }: Category, answers: Answers): FieldErrors =>
  Object.fromEntries(
    questions
      .filter(({ code, required }) => required && (answers[code] ?? '').length === 0)
      .map(({ code }) => [`answers.${code}`, '这一项要回答']),
  )

interface QuestionsProps {
  questions: readonly Question[]
  answers: Answers
  errors: FieldErrors
  /** A choice was made: renders again. */
  change: (answers: Answers) => void
  /** Text was typed: stored without rendering. */
  note: (answers: Answers) => void
  now: () => Answers
}

/** Renders a category's own questions (Open311 datatypes), one block each. */
export function Questions({ questions, answers, errors, change, note, now }: QuestionsProps) {
  return (
    <>
      {questions.map((question) => {
        const { code } = question
        const shared = { label: question.ask, optional: !question.required, error: errors[`answers.${code}`] }
        const answer = answers[code]
        const one = typeof answer === 'string' && answer !== '' ? answer : undefined
        const set = (value: string | string[]) => change({ ...now(), [code]: value })
        const options = question.options.map((value) => ({ value, label: value }))
        switch (question.type) {
          case 'singlevaluelist':
            return <Choice key={code} {...shared} options={options} value={one} onChange={set} />
          case 'multivaluelist':
            return <Choice key={code} multiple {...shared} options={options} value={Array.isArray(answer) ? answer : []} onChange={set} />
          case 'datetime':
            return <PickerRow key={code} {...shared} mode="date" value={one} onPick={set} />
          default:
            return (
              <Field
                key={code}
                {...shared}
                long={question.type === 'text'}
                kind={question.type === 'number' ? 'number' : 'text'}
                max={question.type === 'text' ? 500 : 100}
                initial={one}
                onText={(value) => note({ ...now(), [code]: value })}
              />
            )
        }
      })}
    </>
  )
}
