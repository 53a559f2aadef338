import type { BookingDetail } from '@doorstep/contract/bookings/views'
import { levelName } from '@doorstep/contract/ratings'
import { ruleWords } from '@doorstep/contract/rule-words'
import { badLevel } from '@doorstep/contract/rules'
import { serviceReasons } from '@doorstep/contract/services/words'
import { useNow } from '../../platform/api/now'
import { useSend } from '../../platform/api/query'
import type { Problem } from '../../platform/api/result'
import { sendTap, useRefusal, useTap } from '../../platform/sending/rating-queue'
import { Card } from '../../ui/layout/card'
import { Stack } from '../../ui/layout/stack'
import { Words } from '../../ui/display/words'
import { moment } from '../../ui/format'
import { AddWords, RatedWords } from './add-words'
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

function Rated({ of: b, rating, now }: RatedProps) {
  const back = useSend('POST /v1/bookings/{id}/ratings/takeBack', ['GET /v1/bookings'])
  const add = useSend('POST /v1/bookings/{id}/ratings/add', ['GET /v1/bookings'])
  const params = { id: b.id }
  const bad = rating.satisfied <= badLevel
  const still = (until: string | null) => until !== null && now <= Date.parse(until)
  return (
    <Card title="您的评价">
      <Stack gap={16}>
        <Thanks
          words={levelName(rating.satisfied)}
          back={still(rating.takeBackUntil)}
          busy={back.sending}
          onBack={() => back.send({ params })}
          problem={back.problem}
        />
        <RatedWords rating={rating} reasons={serviceReasons} />
        {rating.answer !== null ? (
          <Words asWritten>答复：{rating.answer}</Words>
        ) : (
          bad && (
            <Words size={15} tone="second">
              {`${ruleWords.badRatingAnswered}。`}
            </Words>
          )
        )}
        {still(rating.addUntil) && (
          <AddWords
            name={`ratings.service.add.${b.id}`}
            rating={rating}
            reasons={serviceReasons}
            bad={bad}
            send={({ reasons, text }) => add.send({ params, body: { reasons, text } })}
            sending={add.sending}
            problem={add.problem}
          />
        )}
      </Stack>
    </Card>
  )
}
