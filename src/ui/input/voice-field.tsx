import { FieldBlock } from './field'
import { VoiceKept } from './voice-kept'
import { useVoiceUpload, type VoiceUploadProps } from './voice-upload'
import { VoiceRecorder } from './voice-recorder'

interface VoiceFieldProps extends VoiceUploadProps {
  label: string
  help?: string
}

/** Renders a field for one voice note instead of text, uploaded at once; without network it stays here and can be retried. */
export function VoiceField({ label, help, ...held }: VoiceFieldProps) {
  const upload = useVoiceUpload(held)
  const { pending, says, recordable } = upload
  return (
    <FieldBlock label={label} help={pending?.problem ? undefined : help} error={says} optional>
      <VoiceKept upload={upload} />
      {recordable && <VoiceRecorder onRecorded={upload.put} />}
    </FieldBlock>
  )
}
