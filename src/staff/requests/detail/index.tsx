import { useState } from 'react'
import { useParams } from '../../../platform/navigation/navigate'
import { useRead } from '../../../platform/api/query'
import { Screen } from '../../../ui/layout/screen'
import type { StaffAct } from '../../parts/request-desk/acts'
import { RequestDesk, RequestButtons } from '../../parts/request-desk/request-desk'

/** Renders one request for staff. */
export default function StaffRequest() {
  const { id } = useParams('id')
  const request = useRead('GET /v1/requests/{id}', { params: { id } }, { live: true })
  const [doing, setDoing] = useState<StaffAct>()
  return (
    <Screen of={request} shape="detail" bar={(r) => !doing && <RequestButtons of={r} start={setDoing} />}>
      {(r) => <RequestDesk of={r} doing={doing} start={setDoing} />}
    </Screen>
  )
}
