import type { FileView } from '@doorstep/contract/files'
import { View } from '@tarojs/components'
import { PhotoGrid } from '../ui/display/photo-grid'
import { VoiceNote } from '../ui/display/voice-note'
import { cx } from '../ui/cx'
import styles from './attachments.module.css'

/** Renders the photos and voice notes attached to a text; `small` where they stand among other things. */
export function Attached({ files, small }: { files: readonly FileView[]; small?: boolean }) {
  if (files.length === 0) return null
  return (
    <View className={cx(styles.attached, small && styles.small)}>
      <PhotoGrid files={files} {...(small && { small })} />
      {files
        .filter(({ kind }) => kind === 'voice')
        .map(({ id, url, seconds }) => (
          <View key={id}>
            <VoiceNote url={url} seconds={seconds} />
          </View>
        ))}
    </View>
  )
}
