import { Image, View } from '@tarojs/components'
import type { FileView } from '@doorstep/contract/files'
import { previewPhotos } from '../../platform/device/media'
import { fileUrl } from '../../platform/sending/upload'
import { aria } from '../aria'
import styles from './photo.module.css'

/** Renders the photos of a request or a message; a tap shows one full screen. Other kinds of files are left out. */
export function PhotoGrid({ files }: { files: readonly FileView[] }) {
  const photos = files.filter(({ kind }) => kind === 'photo')
  const urls = photos.map(({ url }) => fileUrl(url))
  if (photos.length === 0) return null
  return (
    <View className={styles.grid}>
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
