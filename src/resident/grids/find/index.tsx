import { View } from '@tarojs/components'
import type { BuildingRow } from '@doorstep/contract/grids'
import { useEffect, useState } from 'react'
import { answerBuilding, isBuildingAsked, keepBuilding, recentBuildings, useCurrentGrid } from '../../../platform/place/current-grid'
import { back, useParams } from '../../../platform/navigation/navigate'
import { Card } from '../../../ui/layout/card'
import { Field } from '../../../ui/input/field'
import { Screen } from '../../../ui/layout/screen'
import { AreaList } from './area-list'
import { Found } from './found'
import { SearchResults } from './search-results'
import { useDebouncedText } from '../../../ui/input/debounced-text'
import { Ways } from './ways'

/** Renders four ways to find a building and its grid: text, door code, position, list. Also answers a form that asks for a building. */
export default function FindGrid() {
  const answering = useParams('for').for === 'answer' && isBuildingAsked()
  const door = useCurrentGrid()
  const { typed, type } = useDebouncedText()
  const [browsing, setBrowsing] = useState(false)
  const [picked, setPicked] = useState<BuildingRow>()
  const [asks] = useState(answering)
  useEffect(() => () => (asks ? answerBuilding(undefined) : undefined), [asks])

  const pick = (building: BuildingRow) => {
    if (!asks) {
      setPicked(building)
      return
    }
    keepBuilding(building)
    answerBuilding(building)
    return void back()
  }
  return (
    <Screen title={asks ? '选一栋楼' : '找我的网格'}>
      <Card>
        <Field
          label="搜小区、楼号或路名"
          placeholder="槐树里 3 号楼，或 huaishuli3"
          help="拼音首字母也行，差一两个字也能找到"
          max={40}
          onText={type}
        />
      </Card>
      {typed !== '' ? (
        <SearchResults
          key={typed}
          words={typed}
          onPick={pick}
          onBrowse={() => {
            type('')
            setBrowsing(true)
          }}
        />
      ) : browsing ? (
        <AreaList onPick={pick} onClose={() => setBrowsing(false)} />
      ) : (
        <Ways recent={recentBuildings()} onPick={pick} onBrowse={() => setBrowsing(true)} />
      )}
      <View>
        <Found building={picked} door={door} onClose={() => setPicked(undefined)} />
      </View>
    </Screen>
  )
}
