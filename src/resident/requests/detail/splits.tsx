import type { RequestDetail } from '@doorstep/contract/requests/views'
import { stateWords } from '@doorstep/contract/requests/words'
import { go } from '../../../platform/navigation/navigate'
import { ListRow } from '../../../ui/display/list-row'
import { Card } from '../../../ui/layout/card'

/** Renders the other requests that hers was split into (拆分), or the one it was cut out of; nothing where it is on its own. */
export function Splits({ of: { splitFrom = null, splitInto = [] } }: { of: RequestDetail }) {
  const others = splitFrom === null ? splitInto : [splitFrom, ...splitInto]
  if (others.length === 0) return null
  return (
    <Card title={splitFrom === null ? '分开办的，各自答复' : '从这一件分出来'}>
      {others.map(({ id, title, state }) => (
        <ListRow key={id} quiet title={title} line={stateWords[state].name} onTap={() => go('requests/detail', { id })} />
      ))}
    </Card>
  )
}
