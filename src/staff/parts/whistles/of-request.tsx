import { dispatchRoles, type StaffRole } from '@doorstep/contract/roles'
import type { RequestDetail } from '@doorstep/contract/requests/views'
import { openStates } from '@doorstep/contract/requests/words'
import { useMe } from '../../../platform/api/me'
import { useNow } from '../../../platform/api/now'
import { useRead } from '../../../platform/api/query'
import { go } from '../../../platform/navigation/navigate'
import { Button } from '../../../ui/input/button'
import { Card } from '../../../ui/layout/card'
import { WhistleRow } from './whistle-row'

/** Renders the whistles about a request, and the way to one for those who may; nothing about a 举报. */
export function WhistlesOfRequest({ of: r }: { of: RequestDetail }) {
  const now = useNow()
  const { value: me } = useMe()
  const { value } = useRead('GET /v1/requests/{id}/whistles', { params: { id: r.id } }, { when: !r.anonymous })
  const asks = (me?.staff?.roles ?? []).some(({ role }) => ([...dispatchRoles, 'branchSecretary'] as StaffRole[]).includes(role))
  const may = asks && !r.anonymous && openStates.includes(r.state) && !r.as.includes('requester') && r.as.length > 0
  if (!may && (value === undefined || value.rows.length === 0)) return null
  return (
    <Card title="吹哨报到">
      {value?.rows.map((row) => (
        <WhistleRow key={row.id} of={row} now={now} opens={row.opens} />
      ))}
      {may && (
        <Button kind="quiet" block onTap={() => go('staff/whistles/call', { request: r.id, grid: r.grid.code, place: r.place })}>
          叫几个单位到现场
        </Button>
      )}
    </Card>
  )
}
