import { useState } from 'react'
import { BehalfFields, consentNames } from '../../../parts/behalf/behalf'
import { evidenceNeeded } from '../../../parts/behalf/behalf-draft'
import type { useStillUploading } from '../../../platform/sending/still-uploading'
import { Words } from '../../../ui/display/words'
import { Button } from '../../../ui/input/button'
import { Choice } from '../../../ui/input/choice'
import { Stack } from '../../../ui/layout/stack'
import type { BookingInHand } from './use-booking'

interface ForWhomProps {
  of: BookingInHand
  /** Called with `me`, `other` or the id of a remembered person or of an organisation. */
  onChoose: (who: string) => void
  uploading: ReturnType<typeof useStillUploading>
}

/** Renders 给谁约: asked once. Somebody remembered, whose consent stands, is one row; somebody new gets the few fields that are missing. */
export function ForWhom({ of: { draft, errors, people, organisations }, onChoose, uploading }: ForWhomProps) {
  const [shown, setShown] = useState('')
  const { values } = draft
  const { forOther, asOrganisation, personId, consentHow } = values
  const known = forOther && people.some(({ id }) => id === personId)
  const options = [
    { value: 'me', label: '我自己' },
    ...organisations.map(({ id, name }) => ({ value: id, label: name, help: '单位的联系人都看得到，都能改和取消' })),
    ...people.map(({ id, name, relation }) => ({ value: id, label: `${name}（${relation}）` })),
    { value: 'other', label: people.length > 0 ? '替别的人约' : '替别人约' },
  ]
  const wrong = Object.keys(errors).some((path) => path.startsWith('onBehalf'))
  const folded = known && shown !== personId && !wrong && consentHow !== '' && evidenceNeeded(draft.now()) === null
  return (
    <Stack gap={16}>
      <Choice
        label="给谁约"
        across={options.length === 2}
        options={options}
        value={asOrganisation !== '' ? asOrganisation : !forOther ? 'me' : known ? personId : 'other'}
        onChange={onChoose}
        error={errors.asOrganisation}
      />
      {folded && (
        <Stack across gap={8} wraps>
          <Words size={15} tone="second">
            {`本人同意过（${consentNames[consentHow]}），这次不用再填`}
          </Words>
          <Button small kind="quiet" label={`改一下${values.otherName}的信息`} onTap={() => setShown(personId)}>
            改一下
          </Button>
        </Stack>
      )}
      {forOther && !folded && (
        <BehalfFields draft={draft} errors={errors} example="例如：我是王秀兰，同意女儿替我预约体检" uploading={uploading} />
      )}
    </Stack>
  )
}
