import { useState } from 'react'
import { useRoomForIcons } from '../../../platform/device/elder'
import type { Draft } from '../../../platform/sending/drafts'
import type { FieldErrors } from '../../../platform/sending/forms'
import type { useStillUploading } from '../../../platform/sending/still-uploading'
import { Behalf } from '../../../parts/behalf/behalf'
import { Icon } from '../../../ui/display/icon'
import { ListRow } from '../../../ui/display/list-row'
import { Button } from '../../../ui/input/button'
import { Card } from '../../../ui/layout/card'
import { Stack } from '../../../ui/layout/stack'
import { AsOrganisation } from './as-organisation'
import type { Filing } from './filing'
import { Place } from './place'
import { usePlaceName } from './use-place-name'

interface FactsProps {
  draft: Draft<Filing>
  errors: FieldErrors
  secret: boolean
  proof: Pick<ReturnType<typeof useStillUploading>, 'onPhotos' | 'onVoice'>
}

/** Renders where it is and for whom: one line each, filled in; what is changed, or cannot be known, opens in place. */
export function Facts({ draft: kept, errors, secret, proof }: FactsProps) {
  const roomy = useRoomForIcons()
  const [open, setOpen] = useState(false)
  const { values } = kept
  const { forOther, placeDetail } = values
  const place = usePlaceName(values, secret)
  const asks = open || forOther || place === undefined || errors.buildingCode !== undefined || errors.placeDetail !== undefined
  // The place is that of whom it is for: what was chosen for one is not the other's.
  const anew = secret ? {} : { buildingCode: '', buildingName: '', homeId: '', asOrganisation: '', organisationName: '' }
  const draft: Draft<Filing> = {
    ...kept,
    set: (change) => kept.set({ ...change, ...(change.forOther !== undefined && anew) }),
  }
  const where = asks ? (
    <Place draft={kept} errors={errors} secret={secret} />
  ) : (
    <ListRow
      lead={roomy && <Icon name="location" />}
      title={[place, placeDetail].filter(Boolean).join(' ')}
      quiet
      end={
        <Button kind="quiet" small onTap={() => setOpen(true)}>
          换地方
        </Button>
      }
    />
  )
  return (
    <Card>
      <Stack gap={forOther || asks ? 24 : 4}>
        {!forOther && !secret && <AsOrganisation draft={kept} errors={errors} />}
        {!forOther && where}
        {forOther ? (
          <Behalf
            draft={draft}
            errors={errors}
            onPerson={({ home: theirs }) => {
              if (!secret) kept.set({ buildingCode: theirs?.building.code ?? '', buildingName: theirs?.building.name ?? '', homeId: '' })
            }}
            label="替谁办"
            other="替别人办"
            example="例如：我是王秀兰，同意女儿替我反映楼道灯的事"
            uploading={proof}
            once={secret}
          />
        ) : (
          <ListRow
            lead={roomy && <Icon name="me" />}
            title={values.asOrganisation === '' || secret ? '我自己提' : `${values.organisationName}提`}
            quiet
            end={
              <Button kind="quiet" small label="替别人提" onTap={() => draft.set({ forOther: true })}>
                替别人
              </Button>
            }
          />
        )}
        {forOther && where}
      </Stack>
    </Card>
  )
}
