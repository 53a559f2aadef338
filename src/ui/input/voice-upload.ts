import type { FileView } from '@doorstep/contract/files'
import { useState } from 'react'
import type { Problem } from '../../platform/api/result'
import type { Recording } from '../../platform/device/recorder'
import type { Attachment } from '../../platform/sending/attachments'
import { upload } from '../../platform/sending/upload'

export type KeptVoice = Pick<FileView, 'id' | 'url' | 'seconds'> & Attachment

export interface VoiceUploadProps {
  voice: KeptVoice | null
  onChange: (voice: KeptVoice | null) => void
  /** Called with whether a recording is not uploaded yet. */
  onPending: (pending: boolean) => void
}

interface Pending {
  recording: Recording
  percent: number
  problem?: Problem
}

export type VoiceUpload = ReturnType<typeof useVoiceUpload>

/** Holds the one voice note of a form: uploaded at once; without network the recording stays here and can be retried. */
export function useVoiceUpload({ voice, onChange, onPending }: VoiceUploadProps) {
  const [pending, hold] = useState<Pending>()
  const setPending = (now: Pending | undefined) => {
    hold(now)
    onPending(now !== undefined)
  }
  const put = async (recording: Recording) => {
    setPending({ recording, percent: 0 })
    const result = await upload(recording.path, (percent) => setPending({ recording, percent }))
    if (!result.ok) {
      setPending({ recording, percent: 0, problem: result.problem })
      return
    }
    setPending(undefined)
    onChange({ id: result.value.id, url: result.value.url, seconds: result.value.seconds })
  }
  const expired = voice?.lost ? '这段语音存得太久，已经过期：请再录一次，或者删去' : undefined
  return {
    voice,
    pending,
    /** What went wrong with it; undefined while nothing has. */
    says: pending?.problem ? `录音还没传上：${pending.problem.detail}` : pending ? undefined : expired,
    recordable: (!voice || voice.lost === true) && !pending,
    put,
    remove: () => onChange(null),
    forget: () => setPending(undefined),
  }
}
