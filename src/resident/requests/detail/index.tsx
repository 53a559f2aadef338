import { useState } from 'react'
import { Attached } from '../../../parts/attachments'
import { RateHere } from '../../../parts/rate/rate-here'
import { useAgainAt, useRead } from '../../../platform/api/query'
import { useParams } from '../../../platform/navigation/navigate'
import { Timeline } from '../../../ui/display/timeline'
import { Card } from '../../../ui/layout/card'
import { Screen } from '../../../ui/layout/screen'
import { courseOf } from './course'
import { Details } from './details'
import { RequestHead } from './head'
import { NextActions } from './next-actions'
import { ReplyForm, type Saying } from './reply-form'
import { Splits } from './splits'
import { Withdraw } from './withdraw'

/** Renders one request: what was promised and said last, what is asked of the resident, how it went, and its details folded. */
export default function RequestDetail() {
  const { id } = useParams('id')
  const request = useRead('GET /v1/requests/{id}', { params: { id } }, { live: true })
  // Once the promised time has passed it can be urged.
  useAgainAt(request, request.value?.promisedAt)
  const [saying, setSaying] = useState<Saying>()
  const [leaving, setLeaving] = useState(false)
  const title = request.value?.title
  return (
    <Screen of={request} shape="detail" bar={(r) => <NextActions of={r} say={setSaying} />} {...(title !== undefined && { title })}>
      {(r) => (
        <>
          <RequestHead of={r} say={setSaying} />
          <RateHere of={r} />
          <Splits of={r} />
          <Card title="经过">
            <Timeline
              steps={courseOf(r).map(({ files, ...step }) => ({
                ...step,
                ...(files.length > 0 && { more: <Attached small files={files} /> }),
              }))}
            />
          </Card>
          <Details of={r} withdraw={() => setLeaving(true)} />
          <Withdraw of={r} open={leaving} close={() => setLeaving(false)} />
          {saying && <ReplyForm key={saying} how={saying} of={r} done={() => setSaying(undefined)} />}
        </>
      )}
    </Screen>
  )
}
