import type { Me } from '@doorstep/contract/account'
import { useState } from 'react'
import type { Draft } from '../../platform/drafts'
import type { FieldErrors } from '../../platform/forms'
import { currentHome } from '../../platform/me'
import { usePages } from '../../platform/query'
import { Button } from '../../ui/button'
import { Field, FieldBlock } from '../../ui/field'
import { ListRow } from '../../ui/list-row'
import { Words } from '../../ui/words'
import type { Filing } from './filing'

interface PlaceProps {
  draft: Draft<Filing>
  me: Me | undefined
  errors: FieldErrors
}

/** Where it is: her home's building unless she says another; the grid member of that building gets it. */
export function Place({ draft, me, errors }: PlaceProps) {
  const home = currentHome(me)
  const [looking, setLooking] = useState(false)
  const [words, setWords] = useState('')
  const searching = looking || (!home && draft.values.buildingCode === '')
  const found = usePages('GET /v1/buildings', { query: { q: words, limit: '8' } }, { when: searching && words.trim() !== '' })
  const chosen = draft.values.buildingName || (home ? `${home.building.name}(${home.label})` : '')
  return (
    <>
      <FieldBlock label="在哪里" error={errors.buildingCode}>
        {!searching && (
          <ListRow
            title={chosen}
            end={
              <Button kind="quiet" small label="换一栋楼" onTap={() => setLooking(true)}>
                换一栋
              </Button>
            }
          />
        )}
        {searching && (
          <>
            <Field label="搜小区或楼号" placeholder="例如 槐树里3号,或 hsl3" max={40} onText={setWords} />
            {found.value?.map(({ code, name, address, gridName }) => (
              <ListRow
                key={code}
                quiet
                title={name}
                line={`${address} · ${gridName}`}
                onTap={() => {
                  draft.set({ buildingCode: code, buildingName: name })
                  setLooking(false)
                }}
              />
            ))}
            {found.value?.length === 0 && (
              <Words size={15} tone="second">
                没有找到,换个写法试试
              </Words>
            )}
          </>
        )}
      </FieldBlock>
      <Field
        label="具体位置"
        optional
        placeholder="例如 2 单元 4 层楼道"
        max={100}
        initial={draft.values.placeDetail}
        onText={(placeDetail) => draft.note({ placeDetail })}
        error={errors.placeDetail}
      />
    </>
  )
}
