import { emergencyIn } from '@doorstep/contract/emergencies'
import type { Category } from '@doorstep/contract/requests/views'
import { useRead } from '../../../platform/api/query'
import type { Problem } from '../../../platform/api/result'
import { useCurrentGrid } from '../../../platform/place/current-grid'
import { EmergencyCalls, useEmergencies } from '../../../parts/emergency-calls'
import { Chip } from '../../../ui/display/chip'
import { ListRow } from '../../../ui/display/list-row'
import { useDebouncedText } from '../../../ui/input/debounced-text'
import { Field } from '../../../ui/input/field'
import { Announce } from '../../../ui/layout/announce'
import { Card } from '../../../ui/layout/card'
import { Empty } from '../../../ui/layout/empty'
import { Sheet } from '../../../ui/layout/sheet'
import { Skeleton } from '../../../ui/layout/skeleton'

interface CategorySheetProps {
  open: boolean
  /** Undefined until they were read. */
  categories: readonly Category[] | undefined
  problem: Problem | undefined
  /** What it may be by what was written, the likeliest first. */
  likely: readonly Category[]
  choose: (category: Category) => void
  close: () => void
}

const says = (category: Category, words: string) => `${category.name}${category.group}${category.hint}`.includes(words)

/** Returns the categories words find, best first: by the API, which knows synonyms and pinyin; until it answers, and offline, by name. */
function useFound(categories: readonly Category[], words: string): readonly Category[] {
  const search = useRead('GET /v1/categories', { query: { q: words } }, { when: words !== '' })
  if (words === '') return categories
  if (search.value) return search.value.rows
  const named = categories.filter((category) => says(category, words))
  // Until the API has answered nobody is told that nothing was found.
  return named.length > 0 || search.problem ? named : categories
}

/** Renders the choice of a category: the likely ones, all by groups in plain words, or a search. Emergencies are found whatever is searched for. */
export function CategorySheet({ open, close, ...held }: CategorySheetProps) {
  return (
    <Sheet open={open} title="您要说的是什么事" onClose={close}>
      <Categories {...held} />
    </Sheet>
  )
}

function Categories({ categories, problem, likely, choose }: Omit<CategorySheetProps, 'open' | 'close'>) {
  const { typed: words, type } = useDebouncedText()
  const { gridCode } = useCurrentGrid()
  const found = useFound(categories ?? [], words)
  const groups = [...new Set(found.map(({ group }) => group))]
  const urgent = emergencyIn(words, useEmergencies()) !== undefined
  const row = (category: Category) => (
    <ListRow
      key={category.code}
      quiet
      title={category.name}
      line={category.hint}
      chevron
      end={category.emergency && <Chip tone="danger">打电话</Chip>}
      onTap={() => choose(category)}
    />
  )
  if (categories === undefined)
    return problem === undefined ? (
      <Skeleton shape="list" />
    ) : (
      <Announce urgent seen>
        {`${problem.detail}。您写的内容已经存好，连上以后回来选一个就能提交。`}
      </Announce>
    )
  return (
    <>
      <EmergencyCalls pinned text={words} grid={gridCode} />
      <Field label="找一找" optional placeholder="例如 灯、电梯、噪声" onText={type} max={20} />
      {words === '' && likely.length > 0 && <Card title="像是这些">{likely.map(row)}</Card>}
      {groups.map((group) => (
        <Card key={group} title={group}>
          {found.filter((category) => category.group === group).map(row)}
        </Card>
      ))}
      {found.length === 0 && !urgent && (
        <Empty icon="search" title="没有找到这一类" text="换个说法试试，或者选“给社区提建议”，网格员会帮您转到对的地方。" />
      )}
    </>
  )
}
