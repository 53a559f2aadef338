import type { GridCard } from '@doorstep/contract/grids'
import { go } from '../../platform/navigation/navigate'
import { Card } from '../../ui/layout/card'
import { Icon } from '../../ui/display/icon'
import { ListRow } from '../../ui/display/list-row'

/** Renders the branches that serve this grid (家门口党支部), each a way to who is there and when. */
export function BranchesHere({ branches }: Pick<GridCard, 'branches'>) {
  if (branches.length === 0) return null
  return (
    <Card>
      {branches.map(({ code, name }) => (
        <ListRow
          key={code}
          lead={<Icon name="door" />}
          title={name}
          line="在哪里、什么时候有人、找谁"
          chevron
          onTap={() => go('branches/detail', { code })}
        />
      ))}
    </Card>
  )
}
