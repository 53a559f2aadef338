import { levelName, type ServiceRating } from '@doorstep/contract/ratings'
import { useState } from 'react'
import { useDraft } from '../../platform/sending/drafts'
import { useErrors } from '../../platform/sending/use-errors'
import { isDone } from '../../platform/api/result'
import { errorsOf, type FieldErrors } from '../../platform/sending/forms'
import { useNow } from '../../platform/api/now'
import { useSend } from '../../platform/api/query'
import { Announce } from '../../ui/layout/announce'
import { Button } from '../../ui/input/button'
import { Card } from '../../ui/layout/card'
import { StaffField } from '../parts/fields/staff-field'
import { moment, timeLeft } from '../../ui/format'
import { Stack } from '../../ui/layout/stack'
import { Words } from '../../ui/display/words'

/** Shortest length of an answer, in characters, as in contract/ratings. */
const least = 5

/** Returns the reasons, the resident's comment and the answer as one text: twenty of these stay within WeChat's node limit. */
const told = ({ reasons, text, answer }: ServiceRating) =>
  [reasons.join('、'), text && `“${text}”`, answer !== null && `答复：${answer}`].filter(Boolean).join('\n')

/** Returns a week by its Monday: `11月23日那一周`. The day or the hour would reveal who gave the rating. */
const weekWords = (monday: string) => `${Number(monday.slice(5, 7))}月${Number(monday.slice(8))}日那一周`

interface RatingCardProps {
  of: ServiceRating
  /** Whether the viewer may answer. */
  answers: boolean
}

/** Renders one rating, its reasons in words, and its answer or the form for one. */
export function RatingCard({ of: rating, answers }: RatingCardProps) {
  const now = useNow()
  const [writing, setWriting] = useState(false)
  const { answerBy } = rating
  return (
    <Card>
      <Stack gap={8}>
        <Words bold>{`${levelName(rating.satisfied)} · ${rating.serviceName}`}</Words>
        <Words size={15} tone="second">
          {`${weekWords(rating.week)} · ${rating.venueName}`}
        </Words>
        <Words asWritten>{told(rating)}</Words>
        {answerBy !== null && (
          <Words size={15} tone={rating.overdue ? 'danger' : 'warning'}>
            {`${answers ? '请' : '服务点要'}在${moment(answerBy, now)} 前答复，${timeLeft(answerBy, now)}`}
          </Words>
        )}
        {answers &&
          answerBy !== null &&
          (writing ? (
            <AnswerForm of={rating} done={() => setWriting(false)} />
          ) : (
            <Button block onTap={() => setWriting(true)}>
              答复
            </Button>
          ))}
      </Stack>
    </Card>
  )
}

const tooShort = ({ text }: { text: string }): FieldErrors =>
  text.trim().length < least ? { text: `请写明查到了什么、怎么改，至少 ${least} 个字` } : {}

function AnswerForm({ of: rating, done }: { of: ServiceRating; done: () => void }) {
  const send = useSend('POST /v1/staff/booking-ratings/{id}/answer', ['GET /v1/staff/booking-ratings', 'GET /v1/staff/venues'])
  const { draft, errors, setErrors } = useErrors(useDraft(`staff.rating.${rating.id}`, { text: '' }), tooShort)
  const submit = async () => {
    const { text } = draft.now()
    const short = tooShort({ text })
    setErrors(short)
    if (short.text !== undefined) return
    const result = await send.send({ params: { id: rating.id }, body: { text } })
    if (!isDone(result)) {
      setErrors(errorsOf(result.problem))
      return
    }
    draft.clear()
    done()
  }
  return (
    <Stack>
      <StaffField
        readBy="resident"
        label="答复居民"
        help="写明查到了什么、怎么改；居民会收到。请不要打听是谁评的。"
        long
        max={500}
        initial={draft.values.text}
        onText={(text) => draft.note({ text })}
        error={errors.text}
      />
      {send.problem && (
        <Announce urgent seen>
          {send.problem.detail}
        </Announce>
      )}
      <Stack across>
        <Button onTap={done}>先不写了</Button>
        <Button kind="primary" busy={send.sending} onTap={submit}>
          答复
        </Button>
      </Stack>
    </Stack>
  )
}
