import { useState } from 'react'

/** Tracks a form's unfinished uploads, so that nothing is sent without the photo or voice note that belongs to it. */
export function useStillUploading() {
  const [photos, setPhotos] = useState(0)
  const [voice, setVoice] = useState(false)
  const things = [photos > 0 && `${photos} 张照片`, voice && '一段语音'].filter(Boolean).join('、')
  return {
    onPhotos: setPhotos,
    onVoice: setVoice,
    /** For the button's `why`; absent when all uploads are finished. */
    why: things === '' ? {} : { why: `还有${things}没传完，传完就能提交，不要的可以删去` },
  }
}
