import type { RequestDetail } from '@doorstep/contract/requests/endpoints'
import { Card } from '../../ui/card'
import { Timeline } from '../../ui/timeline'
import { stepsOf } from '../parts/steps'

/** 办理经过: who did what, when, and what happens next. */
export function RequestTimeline({ of: r }: { of: RequestDetail }) {
  return (
    <Card title="办理经过">
      <Timeline steps={stepsOf(r)} />
    </Card>
  )
}
