import type { RequestDetail } from '@doorstep/contract/requests/views'
import { stateWords } from '@doorstep/contract/requests/words'
import { go } from '../../../platform/navigation/navigate'
import { ListRow } from '../../../ui/display/list-row'
import { Words } from '../../../ui/display/words'
import { Card } from '../../../ui/layout/card'
import { Stack } from '../../../ui/layout/stack'

/** Renders what a request was cut out of (拆分), and what was cut out of it; each has a page of its own. */
export function Splits({ of: { splitFrom = null, splitInto = [] } }: { of: RequestDetail }) {
  if (splitFrom === null && splitInto.length === 0) return null
  const row = ({ id, number, title, state }: NonNullable<typeof splitFrom>) => (
    <ListRow
      key={id}
      quiet
      title={title}
      line={`${number} · ${stateWords[state].name}`}
      onTap={() => go('staff/requests/detail', { id })}
    />
  )
  return (
    <Card title="分开办的">
      <Stack gap={8}>
        {splitFrom !== null && (
          <>
            <Words size={15} tone="second">
              从这一件分出来，时限从它提交时算：
            </Words>
            {row(splitFrom)}
          </>
        )}
        {splitInto.length > 0 && (
          <Words size={15} tone="second">
            分出去的，各自答复：
          </Words>
        )}
        {splitInto.map(row)}
      </Stack>
    </Card>
  )
}
