import { useNow } from '../../../platform/api/now'
import { useRead } from '../../../platform/api/query'
import { go } from '../../../platform/navigation/navigate'
import { Button } from '../../../ui/input/button'
import { Card } from '../../../ui/layout/card'
import { WhistleRow } from './whistle-row'

/** Renders what calls the reader's unit to a place, first of all in their inbox; nothing where nothing does. */
export function CalledToPlace() {
  const now = useNow()
  const { value } = useRead('GET /v1/staff/whistles', { query: { view: 'unit', limit: '3' } }, { live: 'unhinted' })
  if (value === undefined || value.rows.length === 0) return null
  return (
    <Card title="吹哨：请到现场">
      {value.rows.map((row) => (
        <WhistleRow key={row.id} of={row} now={now} />
      ))}
      {value.next !== null && (
        <Button kind="quiet" block onTap={() => go('staff/whistles/list')}>
          看全部
        </Button>
      )}
    </Card>
  )
}
