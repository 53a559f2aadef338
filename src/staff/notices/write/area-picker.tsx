import { View } from '@tarojs/components'
import { useState } from 'react'
import { useRead } from '../../../platform/api/query'
import { aria } from '../../../ui/aria'
import { Button } from '../../../ui/input/button'
import { Choice } from '../../../ui/input/choice'
import { FieldBlock } from '../../../ui/input/field'
import { Skeleton } from '../../../ui/layout/skeleton'
import { Stack } from '../../../ui/layout/stack'
import { Words } from '../../../ui/display/words'
import styles from './area-picker.module.css'

export interface Place {
  code: string
  name: string
}

/** Returns whether an area is a grid: its code has 15 digits, and nothing is smaller. */
const isGrid = ({ code }: Place) => code.length === 15
const within = (code: string, of: string) => code !== of && code.startsWith(of)

interface AreaPickerProps {
  /** The areas the writer is responsible for. */
  mine: readonly Place[]
  chosen: readonly Place[]
  onChange: (chosen: Place[]) => void
  error?: string | undefined
}

/** Renders the choice of the areas a notice reaches: the writer's own, or parts of them. A whole area includes its parts. */
export function AreaPicker({ mine, chosen, onChange, error }: AreaPickerProps) {
  const [path, setPath] = useState<readonly Place[]>([])
  const inside = path[path.length - 1]
  const take = (place: Place) => onChange([...chosen.filter(({ code }) => !within(code, place.code) && code !== place.code), place])
  const drop = (place: Place) => onChange(chosen.filter(({ code }) => code !== place.code))
  return (
    <FieldBlock
      label="发给谁"
      help={chosen.length === 0 ? '选您负责范围里的地方' : '只发给家登记在这些地方的居民；下一步能看到送达多少人'}
      error={error}
    >
      {chosen.length > 0 && (
        <View className={styles.chosen}>
          {chosen.map((place) => (
            <View
              key={place.code}
              className={styles.place}
              onClick={() => drop(place)}
              {...aria({ role: 'button', label: `不发给${place.name}` })}
            >
              {place.name} ×
            </View>
          ))}
        </View>
      )}
      {inside ? (
        <Inside key={inside.code} of={inside} chosen={chosen} take={take} drop={drop} enter={(place) => setPath([...path, place])} />
      ) : (
        <Places title="" places={mine} chosen={chosen} take={take} drop={drop} enter={(place) => setPath([place])} />
      )}
      {inside && (
        <Button small kind="quiet" onTap={() => setPath(path.slice(0, -1))}>
          返回上一级
        </Button>
      )}
    </FieldBlock>
  )
}

interface Choosing {
  chosen: readonly Place[]
  take: (place: Place) => void
  drop: (place: Place) => void
  enter: (place: Place) => void
}

function Inside({ of, ...choosing }: { of: Place } & Choosing) {
  const areas = useRead('GET /v1/areas', { query: { parent: of.code } })
  if (!areas.value) return areas.problem ? <Words tone="danger">{areas.problem.detail}</Words> : <Skeleton shape="list" />
  const named = areas.value.rows.map(({ code, name }) => ({ code, name: isGrid({ code, name }) ? `${of.name}${name}` : name }))
  return <Places title={`${of.name}里的`} places={named} {...choosing} />
}

function Places({ title, places, chosen, take, drop, enter }: { title: string; places: readonly Place[] } & Choosing) {
  const covered = (place: Place) => chosen.some(({ code }) => within(place.code, code))
  const change = (values: string[]) => {
    for (const place of places) {
      const was = chosen.some(({ code }) => code === place.code)
      const is = values.includes(place.code)
      if (is && !was) take(place)
      if (!is && was) drop(place)
    }
  }
  return (
    <Stack gap={8}>
      <Choice
        multiple
        label={title || '整片'}
        value={chosen.map(({ code }) => code)}
        onChange={change}
        options={places.map((place) => ({
          value: place.code,
          label: isGrid(place) ? place.name : `${place.name}（全部）`,
          ...(covered(place) && { help: '已包含在上一级里', disabled: true }),
        }))}
      />
      {places
        .filter((place) => !isGrid(place) && !covered(place))
        .map((place) => (
          <Button key={place.code} small kind="quiet" onTap={() => enter(place)}>
            {`只选${place.name}里的一部分`}
          </Button>
        ))}
    </Stack>
  )
}
