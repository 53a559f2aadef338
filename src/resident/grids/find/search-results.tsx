import type { BuildingRow } from '@doorstep/contract/grids'
import { usePages } from '../../../platform/api/query'
import { useReachEnd } from '../../../platform/navigation/scrolling'
import { Announce } from '../../../ui/layout/announce'
import { Button } from '../../../ui/input/button'
import { Card } from '../../../ui/layout/card'
import { Empty } from '../../../ui/layout/empty'
import { Skeleton } from '../../../ui/layout/skeleton'
import { Trouble } from '../../../ui/layout/trouble'
import { BuildingRows } from './building-rows'

interface SearchResultsProps {
  words: string
  onPick: (building: BuildingRow) => void
  onBrowse: () => void
}

/** Renders the search results, best first: by characters, pinyin initials, and near misses. */
export function SearchResults({ words, onPick, onBrowse }: SearchResultsProps) {
  const found = usePages('GET /v1/buildings', { query: { q: words } })
  useReachEnd(found.more)
  if (!found.value) return found.problem ? <Trouble problem={found.problem} again={found.again} /> : <Skeleton shape="list" />
  if (found.value.length === 0) {
    return (
      <Empty
        icon="search"
        title={`没找到“${words}”`}
        text="换个说法试试：只写小区名，或写拼音首字母，例如 hsl3。也可以从楼栋列表里选。"
        action={{ text: '从楼栋列表里选', onTap: onBrowse }}
      />
    )
  }
  return (
    <Card>
      <Announce>{`找到 ${found.value.length} 栋楼`}</Announce>
      <BuildingRows rows={found.value} onPick={onPick} />
      {found.hasMore && (
        <Button kind="quiet" block busy={found.loadingMore} onTap={found.more}>
          看更多
        </Button>
      )}
    </Card>
  )
}
