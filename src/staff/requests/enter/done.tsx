import { ruleWords } from '@doorstep/contract/rule-words'
import type { Draft } from '../../../platform/sending/drafts'
import type { FieldErrors } from '../../../platform/sending/forms'
import type { useStillUploading } from '../../../platform/sending/still-uploading'
import { StaffField } from '../../parts/fields/staff-field'
import { PhotoPicker } from '../../../ui/input/photo-picker'
import { SwitchRow } from '../../../ui/input/switch-row'
import { Card } from '../../../ui/layout/card'
import { Stack } from '../../../ui/layout/stack'
import type { Entry } from './entry'

interface DoneProps {
  draft: Draft<Entry>
  errors: FieldErrors
  uploading: Pick<ReturnType<typeof useStillUploading>, 'onPhotos'>
}

/** Renders 当场办好了: what was done, by a photo or in words; a photo is never asked for where words say it. */
export function DoneOnTheSpot({ draft, errors, uploading }: DoneProps) {
  const { values } = draft
  return (
    <Card>
      <Stack gap={16}>
        <SwitchRow title="当场办好了" on={values.done} onChange={(done) => draft.set({ done })} />
        {values.done && (
          <>
            <StaffField
              readBy="resident"
              label="做了什么"
              help={ruleWords.foundDone}
              long
              max={2000}
              initial={values.doneText}
              onText={(doneText) => draft.note({ doneText })}
              error={errors['done.text']}
            />
            <PhotoPicker
              label="办好后的照片"
              help=""
              photos={values.donePhotos}
              onChange={(donePhotos) => draft.set({ donePhotos })}
              onUploading={uploading.onPhotos}
              kept={values.doneChosen}
              keep={(doneChosen) => draft.set({ doneChosen })}
              error={errors['done.fileIds']}
            />
          </>
        )}
      </Stack>
    </Card>
  )
}
