import { Image, View } from '@tarojs/components'
import { useEffect, useRef } from 'react'
import { previewPhotos } from '../../platform/device/media'
import { usePhotoUploads, type Photo, type Uploading } from '../../platform/sending/photo-uploads'
import { fileUrl } from '../../platform/sending/upload'
import { Announce } from '../layout/announce'
import { Refusal } from '../layout/refusal'
import { aria } from '../aria'
import { cx } from '../cx'
import { FieldBlock } from './field'
import { Icon } from '../display/icon'
import styles from '../display/photo.module.css'

interface PhotoPickerProps {
  label: string
  photos: readonly Photo[]
  onChange: (photos: Photo[]) => void
  max?: number
  help?: string
  /** Called with the number of unfinished uploads, and how many of them failed: sending the form now would leave them out. */
  onUploading?: (count: number, failed: number) => void
  error?: string | undefined
}

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

/** Renders the photos of a form: each is uploaded at once, with its progress in numbers, and can be retried or removed. */
export function PhotoPicker({ label, photos, onChange, onUploading, max = 9, help, error }: PhotoPickerProps) {
  const latest = useRef(photos)
  useEffect(() => {
    latest.current = photos
  }, [photos])
  const { uploads, problem, choose, again, forget } = usePhotoUploads((photo) => {
    latest.current = [...latest.current, photo]
    onChange([...latest.current])
  })
  const tell = useRef(onUploading)
  useEffect(() => {
    tell.current = onUploading
  })
  const failed = uploads.filter((one) => one.problem).length
  useEffect(() => {
    tell.current?.(uploads.length, failed)
  }, [uploads.length, failed])
  const room = max - photos.length - uploads.length
  const urls = photos.filter(({ lost }) => !lost).map(({ url }) => fileUrl(url))
  const expired = photos.some(({ lost }) => lost) ? '有照片存得太久，已经过期：请删去，再加一次' : undefined
  return (
    <FieldBlock label={label} help={help} error={error ?? expired ?? problem?.detail} optional>
      <View className={styles.grid}>
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
            <Remove label={`删去照片 ${index + 1}`} onTap={() => onChange(photos.filter((one) => one.id !== id))} />
          </View>
        ))}
        {uploads.map((one) => (
          <OnItsWay key={one.key} one={one} again={() => again(one)} forget={() => forget(one.key)} />
        ))}
        {room > 0 && (
          <View
            className={cx(styles.cell, styles.add)}
            onClick={() => void choose(room)}
            {...aria({ role: 'button', label: `加照片，还可加 ${room} 张` })}
          >
            <View className={styles.inAdd}>
              <Icon name="camera" />
              加照片
            </View>
          </View>
        )}
      </View>
      <Refusal problem={problem} />
      <Announce>{uploads.length > failed ? `还有 ${uploads.length - failed} 张照片正在上传` : ''}</Announce>
      <Announce urgent>{failed > 0 ? `有 ${failed} 张照片没有传上，点一下照片再传` : ''}</Announce>
    </FieldBlock>
  )
}
