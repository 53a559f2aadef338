import type { RequestDetail } from '@doorstep/contract/requests/views'
import { Card } from '../../../ui/layout/card'
import { Timeline } from '../../../ui/display/timeline'
import { stepsOf } from '../../../parts/request-steps'

/** 办理经过: who did what, when, and what happens next. */
export function RequestTimeline({ of: r }: { of: RequestDetail }) {
  return (
    <Card title="办理经过">
      <Timeline steps={stepsOf(r)} />
    </Card>
  )
}
