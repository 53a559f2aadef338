import { problems } from '@doorstep/contract/problems'
import { useState } from 'react'
import { useParams } from '../../../platform/navigation/navigate'
import { useRead } from '../../../platform/api/query'
import { tokenIn } from '../../../platform/device/scan'
import { Screen } from '../../../ui/layout/screen'
import { Here } from './here'
import { Scan } from './scan'

const unknownCode = '没认出这个签到码，请再扫一次；还不行，请把预约码给工作人员看。'
const codeExpired = problems.codeExpired.detail

/**
 * Renders 签到取号: opened by a check-in code (`scene` by WeChat's own, `q` by an ordinary one, `token` by a link) or by scanning here, at
 * once where `scan` is set.
 */
export default function CheckIn() {
  const opened = useParams('token', 'scene', 'q', 'scan')
  const [scanned, setScanned] = useState<string>()
  const token = scanned ?? tokenIn(opened.token || opened.scene || opened.q)
  const unknown = token === undefined && Boolean(opened.token || opened.scene || opened.q)
  const place = useRead('GET /v1/check-in-places/{token}', { params: { token: token ?? '' } }, { live: true, when: token !== undefined })
  const refused = place.problem?.code
  if (token === undefined || refused === 'notFound' || refused === 'codeExpired')
    return (
      <Screen>
        <Scan
          said={refused === 'codeExpired' ? codeExpired : unknown || refused === 'notFound' ? unknownCode : ''}
          atOnce={token === undefined && opened.scan !== ''}
          found={setScanned}
        />
      </Screen>
    )
  return (
    <Screen of={place} shape="detail">
      {(here) => <Here of={here} token={token} />}
    </Screen>
  )
}
