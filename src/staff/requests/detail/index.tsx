import { useState } from 'react'
import { useParams } from '../../../platform/navigation/navigate'
import { useRead } from '../../../platform/api/query'
import { Screen } from '../../../ui/layout/screen'
import { ActButtons } from '../../parts/request-desk/act-buttons'
import type { StaffAct } from '../../parts/request-desk/acts'
import { CaseDesk } from '../../parts/request-desk/request-desk'

/** One case as staff handle it. */
export default function CaseDetail() {
  const { id } = useParams('id')
  const request = useRead('GET /v1/requests/{id}', { params: { id } }, { live: true, when: id !== '' })
  const [doing, setDoing] = useState<StaffAct>()
  return (
    <Screen of={request} shape="detail" bar={(r) => !doing && <ActButtons of={r} start={setDoing} />}>
      {(r) => <CaseDesk of={r} doing={doing} start={setDoing} />}
    </Screen>
  )
}
