import { useState } from 'react'

/** Tracks a form's unfinished uploads, so that nothing is sent without the photo or voice note that belongs to it. */
export function useStillUploading() {
  const [photos, setPhotos] = useState({ count: 0, failed: 0 })
  const [voice, setVoice] = useState(false)
  const going = photos.count - photos.failed
  const things = [going > 0 && `${going} 张照片`, voice && '1 段语音'].filter(Boolean).join('、')
  const whys = [
    things !== '' && `还有 ${things}没传完，传完就能提交，不要的可以删去`,
    photos.failed > 0 && `有 ${photos.failed} 张照片没有传上，点一下照片再传，或者删去`,
  ].filter(Boolean)
  return {
    onPhotos: (count: number, failed: number) => setPhotos({ count, failed }),
    onVoice: setVoice,
    /** For the button's `why`; absent when all uploads are finished. */
    why: whys.length === 0 ? {} : { why: whys.join('；') },
  }
}
