import { useState } from 'react'
import { useParams } from '../../../platform/navigation/navigate'
import { useRead } from '../../../platform/api/query'
import { tokenIn } from '../../../platform/device/scan'
import { Screen } from '../../../ui/layout/screen'
import { Here } from './here'
import { Scan } from './scan'

/**
 * Renders 签到取号: opened by the poster's code (`scene` by WeChat's own, `q` by an ordinary one, `token` by a link) or by scanning here, at
 * once where `scan` is set.
 */
export default function CheckIn() {
  const opened = useParams('token', 'scene', 'q', 'scan')
  const [scanned, setScanned] = useState<string>()
  const token = scanned ?? tokenIn(opened.token || opened.scene || opened.q)
  const unknown = token === undefined && Boolean(opened.token || opened.scene || opened.q)
  const place = useRead('GET /v1/check-in-places/{token}', { params: { token: token ?? '' } }, { live: true, when: token !== undefined })
  if (token === undefined || place.problem?.code === 'notFound')
    return (
      <Screen>
        <Scan wrong={unknown || place.problem !== undefined} atOnce={opened.scan !== ''} found={setScanned} />
      </Screen>
    )
  return (
    <Screen of={place} shape="detail">
      {(here) => <Here of={here} token={token} />}
    </Screen>
  )
}
