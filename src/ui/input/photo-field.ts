import { useEffect, useRef } from 'react'
import { usePhotoUploads, type KeptUploads, type Photo } from '../../platform/sending/photo-uploads'

export interface PhotoFieldProps extends KeptUploads {
  photos: readonly Photo[]
  onChange: (photos: Photo[]) => void
  max?: number
  /** Called with the number of unfinished uploads, and how many of them failed: sending the form now would leave them out. */
  onUploading?: (count: number, failed: number) => void
}

export type PhotoField = ReturnType<typeof usePhotoField>

/** Holds the photos of a form: those that arrived, those on their way, and how many more there is room for. */
export function usePhotoField({ photos, onChange, onUploading, max = 9, kept, keep }: PhotoFieldProps) {
  const latest = useRef(photos)
  useEffect(() => {
    latest.current = photos
  }, [photos])
  const arrived = (photo: Photo) => {
    latest.current = [...latest.current, photo]
    onChange([...latest.current])
  }
  const { uploads, problem, choose, again, forget } = usePhotoUploads(arrived, { ...(kept && { kept }), keep })
  const tell = useRef(onUploading)
  useEffect(() => {
    tell.current = onUploading
  })
  const failed = uploads.filter((one) => one.problem).length
  useEffect(() => {
    tell.current?.(uploads.length, failed)
  }, [uploads.length, failed])
  const room = max - photos.length - uploads.length
  return {
    photos,
    uploads,
    problem,
    failed,
    room,
    choose: () => choose(room),
    again,
    forget,
    remove: (id: string) => onChange(photos.filter((one) => one.id !== id)),
    /** What to say of photos the server has dropped; undefined when it has none. */
    expired: photos.some(({ lost }) => lost) ? '有照片存得太久，已经过期：请删去，再加一次' : undefined,
  }
}
