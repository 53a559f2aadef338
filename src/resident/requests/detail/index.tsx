import { useState } from 'react'
import { useParams } from '../../../platform/navigation/navigate'
import { useNow } from '../../../platform/api/now'
import { useRead } from '../../../platform/api/query'
import { RateHere } from '../../../parts/rate/rate-here'
import { stepsOf } from '../../../parts/request-steps'
import { Timeline } from '../../../ui/display/timeline'
import { Card } from '../../../ui/layout/card'
import { Screen } from '../../../ui/layout/screen'
import { RequestSummary } from './summary'
import { NextActions } from './next-actions'
import { VerifyLink } from './verify-link'
import { ReplyForm, type Saying } from './reply-form'
import { Submission } from './submission'
import { Withdraw } from './withdraw'

/** Renders one request: its deadline, its timeline, the next step, and the resident's actions. */
export default function RequestDetail() {
  const { id } = useParams('id')
  const request = useRead('GET /v1/requests/{id}', { params: { id } }, { live: true, when: id !== '' })
  const now = useNow()
  const [saying, setSaying] = useState<Saying>()
  const [leaving, setLeaving] = useState(false)
  return (
    <Screen of={request} shape="detail" bar={(r) => <NextActions of={r} say={setSaying} />}>
      {(r) => (
        <>
          <RequestSummary of={r} />
          <RateHere of={r} />
          <Card title="办理经过">
            <Timeline steps={stepsOf(r, now)} />
          </Card>
          <Submission of={r} />
          <VerifyLink of={r} withdraw={() => setLeaving(true)} />
          <Withdraw of={r} open={leaving} close={() => setLeaving(false)} />
          {saying && <ReplyForm key={saying} how={saying} of={r} done={() => setSaying(undefined)} />}
        </>
      )}
    </Screen>
  )
}
