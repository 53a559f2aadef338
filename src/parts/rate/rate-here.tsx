import { badReasons, saidInWords } from '@doorstep/contract/ratings'
import type { RequestDetail } from '@doorstep/contract/requests/views'
import { useNow } from '../../platform/api/now'
import { useSend } from '../../platform/api/query'
import type { Problem } from '../../platform/api/result'
import { sendTap, useRefusal, useTap } from '../../platform/sending/rating-queue'
import { Card } from '../../ui/layout/card'
import { Stack } from '../../ui/layout/stack'
import { Words } from '../../ui/display/words'
import { moment } from '../../ui/format'
import { Attached } from '../attachments'
import { AddToRating } from './add-to-rating'
import { RatedWords } from './add-words'
import { AgainRow } from './again-row'
import { ChangeRow, RemedyWords } from './change-row'
import { Faces } from './faces'
import { Refused, Thanks, Waiting } from './tapped'

/**
 * Renders the rating of a reply where the reply is: five faces, one tap each; then thanks, and what may be added in the same place. Nothing
 * for anybody but whoever filed it.
 */
export function RateHere({ of: r }: { of: RequestDetail }) {
  const refused = useRefusal('requests', r.id)
  const tap = useTap('requests', r.id)
  const now = useNow()
  if (!r.as.includes('requester') || r.as.includes('filer')) return null
  if (tap)
    return (
      <Card title="您的评价">
        <Waiting tap={tap} />
      </Card>
    )
  if (r.rated) return <Rated of={r} rating={r.rated} now={now} />
  const open = r.rateBy !== null && now <= Date.parse(r.rateBy)
  if (open && (r.actions.includes('confirm') || r.actions.includes('reopen'))) return <Unrated of={r} refused={refused} />
  return refused ? (
    <Card title="您的评价">
      <Refused problem={refused} />
    </Card>
  ) : null
}

function Unrated({ of: r, refused }: { of: RequestDetail; refused: Problem | undefined }) {
  const rate = (satisfied: number | null) => sendTap({ of: 'requests', id: r.id, satisfied })
  return (
    <Card title="办得怎么样？">
      <Stack gap={12}>
        <Faces label="您满意吗，点一个就行" onTap={rate} />
        <Words size={15} tone="second">
          {`点一个就行。${r.rateBy === null ? '' : `${moment(r.rateBy)} 前可以评，`}不评就记作“未评”，不会当作满意。原来办理的人看不到您评了什么。`}
        </Words>
        <AgainRow secret={r.anonymous} onYes={() => rate(null)} />
        <Refused problem={refused} />
      </Stack>
    </Card>
  )
}

interface RatedProps {
  of: RequestDetail
  rating: NonNullable<RequestDetail['rated']>
  now: number
}

function Rated({ of: r, rating, now }: RatedProps) {
  const back = useSend('POST /v1/requests/{id}/ratings/takeBack', ['GET /v1/requests', 'GET /v1/inbox'])
  const add = useSend('POST /v1/requests/{id}/ratings/add', ['GET /v1/requests', 'GET /v1/inbox'])
  const params = { id: r.id }
  const still = (until: string | null) => until !== null && now <= Date.parse(until)
  return (
    <Card title="您的评价">
      <Stack gap={16}>
        <Thanks
          words={saidInWords(rating)}
          back={still(rating.takeBackUntil)}
          busy={back.sending}
          onBack={() => back.send({ params })}
          problem={back.problem}
        />
        <RatedWords rating={rating} reasons={badReasons} />
        {rating.files.length > 0 && <Attached files={rating.files} />}
        <RemedyWords of={r} now={now} />
        {still(rating.changeUntil) && <ChangeRow of={r} />}
        {still(rating.addUntil) && <AddToRating of={r} rating={rating} add={add} />}
      </Stack>
    </Card>
  )
}
