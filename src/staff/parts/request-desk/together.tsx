import type { RequestDetail } from '@doorstep/contract/requests/views'
import { go } from '../../../platform/navigation/navigate'
import { ListRow } from '../../../ui/display/list-row'
import { Words } from '../../../ui/display/words'
import { Card } from '../../../ui/layout/card'
import { Stack } from '../../../ui/layout/stack'

type Linked = RequestDetail['mergedHere'][number]

const Row = ({ of: { id, number, title } }: { of: Linked }) => (
  <ListRow quiet title={title} line={number} onTap={() => go('staff/requests/detail', { id })} />
)

/** Renders with what a request is handled together (并案): what it was merged into, or what was merged into it. */
export function Together({ of: { together, mergedHere } }: { of: RequestDetail }) {
  const main = together?.main ?? null
  if (main === null && mergedHere.length === 0) return null
  return (
    <Card title="一起办的">
      <Stack gap={8}>
        {main !== null && (
          <>
            <Words size={15} tone="second">
              已并入这一件，请到那里办理；答应这位居民的时间仍然算数。
            </Words>
            <Row of={main} />
            <Words size={15} tone="second">
              为什么一起办：{together?.reason}
            </Words>
          </>
        )}
        {mergedHere.length > 0 && (
          <Words size={15} tone="second">
            并进来的：居民的话在各自的页面上，答复会一起发给他们。
          </Words>
        )}
        {mergedHere.map((one) => (
          <Row key={one.id} of={one} />
        ))}
      </Stack>
    </Card>
  )
}
