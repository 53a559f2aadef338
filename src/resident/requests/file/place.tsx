import { Fragment } from 'react'
import { askBuilding, useCurrentGrid } from '../../../platform/place/current-grid'
import type { Draft } from '../../../platform/sending/drafts'
import type { FieldErrors } from '../../../platform/sending/forms'
import { Button } from '../../../ui/input/button'
import { Choice } from '../../../ui/input/choice'
import { Field, FieldBlock } from '../../../ui/input/field'
import { ListRow } from '../../../ui/display/list-row'
import type { Filing } from './filing'
import { usePlaceName } from './use-place-name'

interface PlaceProps {
  draft: Draft<Filing>
  errors: FieldErrors
  /** A confidential report: the home is not used as the location, because the handler could read from it where the resident lives. */
  secret: boolean
}

/**
 * Renders the location: the home's building, or the one looked at, unless another is chosen; that building's grid member gets the request.
 */
export function Place({ draft, errors, secret }: PlaceProps) {
  const { home, homes } = useCurrentGrid()
  const { buildingName, placeDetail, forOther, personId, homeId, otherUnit, otherRoom } = draft.values
  const chosen = usePlaceName(draft.values, secret)
  const choose = async () => {
    const building = await askBuilding()
    if (building) draft.set({ buildingCode: building.code, buildingName: building.name, homeId: '' })
  }
  const own = homeId !== '' ? homeId : buildingName === '' ? home?.id : undefined
  const take = (id: string) => {
    const one = homes.find((known) => known.id === id)
    if (one) draft.set({ buildingCode: one.building.code, buildingName: `${one.building.name}（${one.label}）`, homeId: one.id })
  }
  return (
    <>
      {!secret && !forOther && homes.length > 1 && (
        <Choice
          label="哪个家的事"
          options={homes.map(({ id, label, building, unit, room }) => ({
            value: id,
            label: `${label}（${[building.name, unit, room].filter(Boolean).join(' ')}）`,
          }))}
          value={own}
          onChange={take}
        />
      )}
      <FieldBlock label={forOther && !secret ? '他住哪栋楼' : '哪栋楼'} error={errors.buildingCode}>
        <ListRow
          title={chosen ?? '还没选是哪栋楼'}
          quiet={chosen === undefined}
          end={
            <Button kind="quiet" small label={chosen ? '换一栋楼' : '选一栋楼'} onTap={choose}>
              {chosen ? '换一栋' : '选一栋'}
            </Button>
          }
        />
      </FieldBlock>
      {forOther && !secret && (
        <Fragment key={personId}>
          <Field label="他住几单元" optional max={20} initial={otherUnit} onText={(unit) => draft.note({ otherUnit: unit })} />
          <Field label="他家门牌" optional max={20} initial={otherRoom} onText={(room) => draft.note({ otherRoom: room })} />
        </Fragment>
      )}
      <Field
        label="具体位置"
        optional
        placeholder="例如 2 单元 4 层楼道"
        max={100}
        initial={placeDetail}
        onText={(detail) => draft.note({ placeDetail: detail })}
        error={errors.placeDetail}
      />
    </>
  )
}
