import { askBuilding, useCurrentGrid } from '../../../platform/place/current-grid'
import type { Draft } from '../../../platform/sending/drafts'
import type { FieldErrors } from '../../../platform/sending/forms'
import { Button } from '../../../ui/input/button'
import { Field, FieldBlock } from '../../../ui/input/field'
import { ListRow } from '../../../ui/display/list-row'
import type { Filing } from './filing'

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
  const { home, looked } = useCurrentGrid()
  const { buildingName, placeDetail } = draft.values
  const usual = home ? `${home.building.name}（${home.label}）` : looked?.name
  const chosen = buildingName || (secret ? undefined : usual)
  const choose = async () => {
    const building = await askBuilding()
    if (building) draft.set({ buildingCode: building.code, buildingName: building.name })
  }
  return (
    <>
      <FieldBlock label="哪栋楼" error={errors.buildingCode}>
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
