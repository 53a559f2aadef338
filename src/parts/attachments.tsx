import type { FileView } from '@doorstep/contract/files'
import { PhotoGrid } from '../ui/display/photo-grid'
import { VoiceNote } from '../ui/display/voice-note'

/** Renders the photos and voice notes attached to a text. */
export function Attached({ files }: { files: readonly FileView[] }) {
  if (files.length === 0) return null
  return (
    <>
      <PhotoGrid files={files} />
      {files
        .filter(({ kind }) => kind === 'voice')
        .map(({ id, url, seconds }) => (
          <VoiceNote key={id} url={url} seconds={seconds} />
        ))}
    </>
  )
}
