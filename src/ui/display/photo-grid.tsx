import { Image, View } from '@tarojs/components'
import type { FileView } from '@doorstep/contract/files'
import { previewPhotos } from '../../platform/device/media/media'
import { fileUrl } from '../../platform/sending/upload'
import { aria } from '../aria'
import { cx } from '../cx'
import styles from './photo.module.css'

/** Renders the photos of a request or a message; a tap shows one full screen. Other kinds of files are left out; `small` ones are 64 px. */
export function PhotoGrid({ files, small }: { files: readonly Pick<FileView, 'id' | 'kind' | 'url' | 'thumbUrl'>[]; small?: boolean }) {
  const photos = files.filter(({ kind }) => kind === 'photo')
  const urls = photos.map(({ url }) => fileUrl(url))
  if (photos.length === 0) return null
  return (
    <View className={cx(styles.grid, small && styles.small)}>
      {photos.map(({ id, url, thumbUrl }, index) => (
        <View
          key={id}
          className={styles.cell}
          onClick={() => void previewPhotos(urls, fileUrl(url))}
          {...aria({ role: 'button', label: `照片 ${index + 1}，共 ${photos.length} 张，点开看大图` })}
        >
          <Image className={styles.photo ?? ''} src={fileUrl(thumbUrl ?? url)} mode="aspectFill" lazyLoad />
        </View>
      ))}
    </View>
  )
}
