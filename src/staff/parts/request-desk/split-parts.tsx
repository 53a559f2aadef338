import { splitParts } from '@doorstep/contract/rules'
import type { RequestDetail } from '@doorstep/contract/requests/views'
import { readers } from '@doorstep/contract/requests/written'
import type { Draft } from '../../../platform/sending/drafts'
import { Button } from '../../../ui/input/button'
import { Choice } from '../../../ui/input/choice'
import { Field } from '../../../ui/input/field'
import { Stack } from '../../../ui/layout/stack'
import { Words } from '../../../ui/display/words'
import type { ActDraft } from './acts'
import { CategoryChoice } from './category-picker'

interface SplitPartsProps {
  of: RequestDetail
  draft: Draft<ActDraft>
  errors: Partial<Record<string, string>>
}

const withFiles = [{ value: 'all', label: '带上这一件的照片和录音' }] as const

/** Renders the parts that are cut out of a request (拆分), one below the other; what is written survives until it is sent. */
export function SplitParts({ of: r, draft, errors }: SplitPartsProps) {
  const { parts } = draft.values
  const changed = (at: number, change: Partial<ActDraft['parts'][number]>) => ({
    parts: draft.now().parts.map((part, index) => (index === at ? { ...part, ...change } : part)),
  })
  return (
    <Stack gap={16}>
      <Words size={15} tone="second">
        这一件留着接着办，下面写要分出去的。分出去的都从居民提交那时算时限，各自答复、各自评价。
      </Words>
      {parts.map((part, index) => (
        <Stack key={index} gap={12}>
          <Field
            label={`分出去的第 ${index + 1} 件`}
            help={readers.resident}
            long
            max={500}
            initial={part.words}
            onText={(words) => draft.note(changed(index, { words }))}
            error={errors[`parts.${index}.words`]}
          />
          <CategoryChoice
            of={r}
            label="属于哪一类"
            help="按类别交给归它管的人"
            value={part.categoryCode}
            onPick={(categoryCode) => draft.set(changed(index, { categoryCode }))}
            error={errors[`parts.${index}.categoryCode`]}
          />
          {r.files.length > 0 && (
            <Choice
              label="照片"
              optional
              multiple
              options={withFiles}
              value={part.fileIds.length > 0 ? ['all'] : []}
              onChange={(chosen) => draft.set(changed(index, { fileIds: chosen.length > 0 ? r.files.map(({ id }) => id) : [] }))}
              error={errors[`parts.${index}.fileIds`]}
            />
          )}
        </Stack>
      ))}
      <Stack across>
        {parts.length > 1 && (
          <Button block onTap={() => draft.set({ parts: draft.now().parts.slice(0, -1) })}>
            少分一件
          </Button>
        )}
        {parts.length < splitParts && (
          <Button block onTap={() => draft.set({ parts: [...draft.now().parts, noPart] })}>
            再分一件
          </Button>
        )}
      </Stack>
    </Stack>
  )
}

/** A part of which nothing is written yet. */
const noPart: ActDraft['parts'][number] = { words: '', categoryCode: '', fileIds: [] }
