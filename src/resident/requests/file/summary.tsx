import type { Category } from '@doorstep/contract/requests/views'
import { kindNames } from '@doorstep/contract/requests/words'
import { stillKept } from '../../../platform/sending/attachments'
import { consentNames } from '../../../parts/behalf/behalf'
import { PhotoGrid } from '../../../ui/display/photo-grid'
import { VoiceNote } from '../../../ui/display/voice-note'
import { Words } from '../../../ui/display/words'
import { Stack } from '../../../ui/layout/stack'
import { isSecret, kindOf, type Filing } from './filing'
import { usePlaceName } from './use-place-name'

/** Renders what is sent, as it will be read: the matter, where, the words, the photos to look at and the voice note to hear. */
export function Summary({ of: values, category }: { of: Filing; category: Category | undefined }) {
  const secret = category !== undefined && isSecret(values, category)
  const place = usePlaceName(values, secret)
  const where = [place, values.placeDetail].filter(Boolean).join(' ')
  const photos = stillKept(values.photos).map(({ id, url }) => ({ id, kind: 'photo' as const, url, thumbUrl: url }))
  return (
    <Stack gap={8}>
      {category && <Words bold heading>{`${kindNames[kindOf(values, category)]} · ${category.name}`}</Words>}
      {where !== '' && (
        <Words size={15} tone="second">
          {where}
        </Words>
      )}
      {values.text.trim() !== '' && <Words asWritten>{values.text}</Words>}
      {category?.questions.map(({ code, ask }) => {
        const answer = values.answers[code] ?? ''
        return (
          answer.length > 0 && (
            <Words key={code} size={15} tone="second">
              {ask} {Array.isArray(answer) ? answer.join('、') : answer}
            </Words>
          )
        )
      })}
      <PhotoGrid small files={photos} />
      {values.voice && !values.voice.lost && <VoiceNote url={values.voice.url} seconds={values.voice.seconds} />}
      {values.asOrganisation !== '' && !values.forOther && !secret && (
        <Words size={15} tone="second">
          用{values.organisationName}的名义
        </Words>
      )}
      {values.forOther && (
        <Words size={15} tone="second">
          替{values.otherName}办（{values.otherRelation}），本人{values.consentHow === '' ? '' : consentNames[values.consentHow]}
        </Words>
      )}
    </Stack>
  )
}
