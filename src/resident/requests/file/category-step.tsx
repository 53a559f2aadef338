import { emergencyIn } from '@doorstep/contract/emergencies'
import type { Category } from '@doorstep/contract/requests/views'
import { useState } from 'react'
import { useRead } from '../../../platform/api/query'
import { fileDrafts } from '../../../platform/sending/file-drafts'
import { AskForHelp } from '../../../parts/ask-for-help'
import { EmergencyCalls, useEmergencies } from '../../../parts/emergency-calls'
import { Card } from '../../../ui/layout/card'
import { Chip } from '../../../ui/display/chip'
import { Empty } from '../../../ui/layout/empty'
import { Field } from '../../../ui/input/field'
import { useDebouncedText } from '../../../ui/input/debounced-text'
import { ListRow } from '../../../ui/display/list-row'
import { Words } from '../../../ui/display/words'

interface CategoryStepProps {
  categories: readonly Category[]
  choose: (category: Category) => void
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

/** Renders the choice of a category: groups in plain words, or a search. Emergencies are found whatever is searched for. */
export function CategoryStep({ categories, choose }: CategoryStepProps) {
  const { typed: words, type } = useDebouncedText()
  const [drafts] = useState(fileDrafts)
  const found = useFound(categories, words)
  const groups = [...new Set(found.map(({ group }) => group))]
  const urgent = emergencyIn(words, useEmergencies()) !== undefined
  const begun = drafts.flatMap(({ categoryCode, text, waiting }) => {
    const category = categories.find(({ code }) => code === categoryCode)
    return category && !category.emergency ? [{ category, line: waiting ? '已提交，连上网会自动发出' : text || '已加照片或语音' }] : []
  })
  return (
    <>
      <Words size={20} bold heading>
        您要说的是什么事
      </Words>
      <EmergencyCalls pinned text={words} />
      {begun.length > 0 && words === '' && (
        <Card title="没写完的">
          {begun.map(({ category, line }) => (
            <ListRow key={category.code} title={`接着写：${category.name}`} line={line} chevron clip onTap={() => choose(category)} />
          ))}
        </Card>
      )}
      <AskForHelp />
      <Field label="找一找" optional placeholder="例如 灯、电梯、噪声" onText={type} max={20} />
      {groups.map((group) => (
        <Card key={group} title={group}>
          {found
            .filter((category) => category.group === group)
            .map((category) => (
              <ListRow
                key={category.code}
                quiet
                title={category.name}
                line={category.hint}
                chevron
                end={category.emergency && <Chip tone="danger">打电话</Chip>}
                onTap={() => choose(category)}
              />
            ))}
        </Card>
      ))}
      {found.length === 0 && !urgent && (
        <Empty icon="search" title="没有找到这一类" text="换个说法试试，或者选“给社区提建议”，网格员会帮您转到对的地方。" />
      )}
    </>
  )
}
