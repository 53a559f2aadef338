import { View } from '@tarojs/components'
import type { Draft } from '../../../platform/sending/drafts'
import type { FieldErrors } from '../../../platform/sending/forms'
import type { useStillUploading } from '../../../platform/sending/still-uploading'
import { Words } from '../../../ui/display/words'
import { Field, FieldError } from '../../../ui/input/field'
import { usePhotoField } from '../../../ui/input/photo-field'
import { PhotoThumbs } from '../../../ui/input/photo-thumbs'
import { PhotoTile } from '../../../ui/input/photo-tile'
import tiles from '../../../ui/input/tile.module.css'
import { VoiceKept } from '../../../ui/input/voice-kept'
import { VoiceRecorder } from '../../../ui/input/voice-recorder'
import { useVoiceUpload } from '../../../ui/input/voice-upload'
import { Card } from '../../../ui/layout/card'
import { Stack } from '../../../ui/layout/stack'
import { voiceOfReport } from '../voice-of-report'
import type { Filing } from './filing'

interface TellProps {
  draft: Pick<Draft<Filing>, 'values' | 'now' | 'set' | 'note'>
  errors: FieldErrors
  hint: string | undefined
  /** A confidential report: whoever handles it hears the voice. */
  secret: boolean
  /** Whether there is something that is kept on the device. */
  saved: boolean
  /** Called with what is typed. */
  type: (text: string) => void
  uploading: Pick<ReturnType<typeof useStillUploading>, 'onPhotos' | 'onVoice'>
  onRecording: (recording: boolean) => void
}

/** Renders what happened: the camera and the microphone first, then words; what was shown and said stands below them. */
export function Tell({ draft, errors, hint, secret, saved, type, uploading, onRecording }: TellProps) {
  const { values } = draft
  const photos = usePhotoField({
    photos: values.photos,
    onChange: (now) => draft.set({ photos: now }),
    onUploading: uploading.onPhotos,
    kept: values.chosen,
    keep: (chosen) => draft.set({ chosen }),
  })
  const voice = useVoiceUpload({
    voice: values.voice,
    onChange: (now) => draft.set({ voice: now }),
    onPending: uploading.onVoice,
    kept: values.recording,
    keep: (recording) => draft.set({ recording }),
  })
  const wrong = [photos.expired ?? photos.problem?.detail, voice.says].filter((one) => one !== undefined)
  return (
    <>
      <View className={tiles.tiles}>
        <PhotoTile field={photos}>拍给我们看</PhotoTile>
        {voice.recordable && <VoiceRecorder tile label="说给我们听" onRecorded={voice.put} onRecording={onRecording} />}
      </View>
      {secret && (
        <Words size={15} tone="second">
          {voiceOfReport}
        </Words>
      )}
      {values.fromSeqs.length > 0 && (
        <Card tone="info">
          <Words size={15}>已带上 {values.fromSeqs.length} 条消息里的文字、照片和语音，请确认下面写得对不对。</Words>
        </Card>
      )}
      <Card>
        <Stack gap={12}>
          <Field
            label="写一写"
            help={hint}
            placeholder="什么事、在哪里、从什么时候开始"
            optional
            long
            max={2000}
            initial={draft.now().text}
            onText={(text) => {
              draft.note({ text })
              type(text)
            }}
            error={errors.text ?? errors['']}
          />
          <PhotoThumbs small field={photos} />
          <VoiceKept upload={voice} />
          {wrong.map((one) => (
            <FieldError key={one}>{one}</FieldError>
          ))}
          {saved && (
            <Words size={13} tone="third">
              已存草稿
            </Words>
          )}
        </Stack>
      </Card>
    </>
  )
}
