import type { BookingDetail } from '@doorstep/contract/bookings/views'
import { levelName } from '@doorstep/contract/ratings'
import { ruleWords } from '@doorstep/contract/rule-words'
import { badLevel } from '@doorstep/contract/rules'
import { serviceReasons } from '@doorstep/contract/services/words'
import { useState } from 'react'
import { useNow } from '../../platform/api/now'
import { useSend } from '../../platform/api/query'
import { isDone, type Problem } from '../../platform/api/result'
import { useDraft } from '../../platform/sending/drafts'
import { errorsOf, type FieldErrors } from '../../platform/sending/forms'
import { sendTap, useRefusal, useTap } from '../../platform/sending/rating-queue'
import { Button } from '../../ui/input/button'
import { Card } from '../../ui/layout/card'
import { Choice } from '../../ui/input/choice'
import { Field } from '../../ui/input/field'
import { Stack } from '../../ui/layout/stack'
import { Words } from '../../ui/display/words'
import { moment } from '../../ui/format'
import { Faces } from './faces'
import { Refused, Thanks, Waiting } from './tapped'

/** Renders the rating of a service that was had: five faces, one tap each; then thanks, the answer, and what may be added. */
export function RateServiceHere({ of: b }: { of: BookingDetail }) {
  const refused = useRefusal('bookings', b.id)
  const tap = useTap('bookings', b.id)
  const now = useNow()
  if (tap)
    return (
      <Card title="您的评价">
        <Waiting tap={tap} />
      </Card>
    )
  if (b.rating) return <Rated of={b} rating={b.rating} now={now} />
  const open = b.state === 'done' && b.rateBy !== null && now <= Date.parse(b.rateBy)
  if (open && b.as.includes('booker')) return <Unrated of={b} refused={refused} />
  return refused ? (
    <Card title="您的评价">
      <Refused problem={refused} />
    </Card>
  ) : null
}

function Unrated({ of: b, refused }: { of: BookingDetail; refused: Problem | undefined }) {
  const rate = (satisfied: number) => sendTap({ of: 'bookings', id: b.id, satisfied })
  return (
    <Card title="这次服务怎么样？">
      <Stack gap={12}>
        <Faces label="您满意吗，点一个就行" onTap={rate} />
        <Words size={15} tone="second">
          {`点一个就行。${b.rateBy === null ? '' : `${moment(b.rateBy)} 前可以评，`}不评就记作“未评”，不会当作满意。服务的人看不到是谁评的。`}
        </Words>
        <Refused problem={refused} />
      </Stack>
    </Card>
  )
}

interface RatedProps {
  of: BookingDetail
  rating: NonNullable<BookingDetail['rating']>
  now: number
}

const names = Object.keys(serviceReasons) as (keyof typeof serviceReasons)[]

function Rated({ of: b, rating, now }: RatedProps) {
  const back = useSend('POST /v1/bookings/{id}/ratings/takeBack', ['GET /v1/bookings'])
  const still = (until: string | null) => until !== null && now <= Date.parse(until)
  const said = [...names.filter((code) => rating.reasons.includes(code)).map((code) => serviceReasons[code]), rating.text].filter(Boolean)
  return (
    <Card title="您的评价">
      <Stack gap={16}>
        <Thanks
          words={levelName(rating.satisfied)}
          back={still(rating.takeBackUntil)}
          busy={back.sending}
          onBack={() => back.send({ params: { id: b.id } })}
          problem={back.problem}
        />
        {said.length > 0 && (
          <Words size={15} tone="second" asWritten>
            {said.join('；')}
          </Words>
        )}
        {rating.answer !== null ? (
          <Words asWritten>答复：{rating.answer}</Words>
        ) : (
          rating.satisfied <= badLevel && (
            <Words size={15} tone="second">
              {`${ruleWords.badRatingAnswered}。`}
            </Words>
          )
        )}
        {still(rating.addUntil) && <Add of={b} rating={rating} />}
      </Stack>
    </Card>
  )
}

const empty = { reasons: [] as (keyof typeof serviceReasons)[], text: '' }

function Add({ of: b, rating }: Omit<RatedProps, 'now'>) {
  const add = useSend('POST /v1/bookings/{id}/ratings/add', ['GET /v1/bookings'])
  const draft = useDraft(`ratings.service.add.${b.id}`, empty)
  const [errors, setErrors] = useState<FieldErrors>({})
  const asksWhy = rating.satisfied <= badLevel && rating.reasons.length === 0
  const asksWords = rating.text === ''
  if (!asksWords && !asksWhy) return null
  const submit = async () => {
    const now = draft.now()
    // Only what is asked here: the draft may still hold what was said of a bad tap that was taken back.
    const reasons = asksWhy ? now.reasons : []
    const text = asksWords ? now.text : ''
    if (reasons.length + text.trim().length === 0) {
      setErrors({ text: '请先选一项或写几句' })
      return
    }
    const result = await add.send({ params: { id: b.id }, body: { reasons, text } })
    setErrors(isDone(result) ? {} : errorsOf(result.problem))
    if (isDone(result)) draft.clear()
  }
  return (
    <>
      {asksWhy && (
        <Choice
          multiple
          across
          optional
          label="哪里不好"
          options={names.map((value) => ({ value, label: serviceReasons[value] }))}
          value={draft.values.reasons}
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
          initial={draft.values.text}
          onText={(text) => draft.note({ text })}
          error={errors.text}
        />
      )}
      <Refused problem={add.problem} />
      <Button block kind="outline" busy={add.sending} onTap={submit}>
        补充这些
      </Button>
    </>
  )
}
