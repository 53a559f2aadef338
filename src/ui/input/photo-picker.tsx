import { View } from '@tarojs/components'
import { aria } from '../aria'
import { cx } from '../cx'
import { FieldBlock } from './field'
import { Icon } from '../display/icon'
import styles from '../display/photo.module.css'
import { usePhotoField, type PhotoFieldProps } from './photo-field'
import { PhotoThumbs } from './photo-thumbs'

interface PhotoPickerProps extends PhotoFieldProps {
  label: string
  help?: string
  error?: string | undefined
}

/** Renders the photos of a form as one of its questions. */
export function PhotoPicker({ label, help, error, ...held }: PhotoPickerProps) {
  const field = usePhotoField(held)
  const { room, problem, expired } = field
  return (
    <FieldBlock label={label} help={help} error={error ?? expired ?? problem?.detail} optional>
      <PhotoThumbs field={field}>
        {room > 0 && (
          <View
            className={cx(styles.cell, styles.add)}
            onClick={() => void field.choose()}
            {...aria({ role: 'button', label: `加照片，还可加 ${room} 张` })}
          >
            <View className={styles.inAdd}>
              <Icon name="camera" />
              加照片
            </View>
          </View>
        )}
      </PhotoThumbs>
    </FieldBlock>
  )
}
