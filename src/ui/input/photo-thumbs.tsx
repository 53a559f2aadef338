import { Image, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { previewPhotos } from '../../platform/device/media/media'
import type { Uploading } from '../../platform/sending/photo-uploads'
import { fileUrl } from '../../platform/sending/upload'
import { aria } from '../aria'
import { cx } from '../cx'
import { Icon } from '../display/icon'
import styles from '../display/photo.module.css'
import { Announce } from '../layout/announce'
import { Refusal } from '../layout/refusal'
import type { PhotoField } from './photo-field'

function Remove({ label, onTap }: { label: string; onTap: () => void }) {
  const tap = (event: { stopPropagation: () => void }) => {
    event.stopPropagation()
    onTap()
  }
  return (
    <View className={styles.remove} onClick={tap} {...aria({ role: 'button', label })}>
      <View className={styles.cross}>
        <Icon name="close" size={16} />
      </View>
    </View>
  )
}

function OnItsWay({ one, again, forget }: { one: Uploading; again: () => void; forget: () => void }) {
  return (
    <View className={styles.cell}>
      <Image className={styles.photo ?? ''} src={one.path} mode="aspectFill" />
      {one.problem ? (
        <View className={styles.cover} onClick={again} {...aria({ role: 'button', label: `没有传上，${one.problem.detail}，点一下再传` })}>
          <Icon name="refresh" />
          没有传上
        </View>
      ) : (
        <View className={styles.cover} {...aria({ role: 'progressbar', label: `正在上传，${one.percent}%` })}>
          {one.percent}%
        </View>
      )}
      <Remove label="不要这张照片" onTap={forget} />
    </View>
  )
}

interface PhotoThumbsProps {
  field: PhotoField
  /** Thumbnails of 64 px instead of three a row. */
  small?: boolean
  /** The last cell: a button that adds more. */
  children?: ReactNode
}

/** Renders the photos of a form: each is uploaded at once, with its progress in numbers, and can be retried or removed. */
export function PhotoThumbs({ field, small, children }: PhotoThumbsProps) {
  const { photos, uploads, failed, problem, again, forget, remove } = field
  const urls = photos.filter(({ lost }) => !lost).map(({ url }) => fileUrl(url))
  return (
    <>
      {(photos.length > 0 || uploads.length > 0 || children !== undefined) && (
        <View className={cx(styles.grid, small && styles.small)}>
          {photos.map(({ id, url, lost }, index) => (
            <View
              key={id}
              className={styles.cell}
              {...(!lost && { onClick: () => void previewPhotos(urls, fileUrl(url)) })}
              {...aria(lost ? { label: `照片 ${index + 1}，已过期` } : { role: 'button', label: `照片 ${index + 1}，点开看大图` })}
            >
              {lost ? (
                <View className={styles.cover}>
                  <Icon name="alert" />
                  已过期
                </View>
              ) : (
                <Image className={styles.photo ?? ''} src={fileUrl(url)} mode="aspectFill" />
              )}
              <Remove label={`删去照片 ${index + 1}`} onTap={() => remove(id)} />
            </View>
          ))}
          {uploads.map((one) => (
            <OnItsWay key={one.key} one={one} again={() => again(one)} forget={() => forget(one.key)} />
          ))}
          {children}
        </View>
      )}
      <Refusal problem={problem} />
      <Announce>{uploads.length > failed ? `还有 ${uploads.length - failed} 张照片正在上传` : ''}</Announce>
      <Announce urgent>{failed > 0 ? `有 ${failed} 张照片没有传上，点一下照片再传` : ''}</Announce>
    </>
  )
}
