import type { FileView } from '@doorstep/contract/files'
import { useEffect, useRef, useState } from 'react'
import { isOffline, type Problem } from '../../platform/api/result'
import { onNetwork } from '../../platform/device/network'
import type { Recording } from '../../platform/device/media/recorder'
import type { Attachment } from '../../platform/sending/attachments'
import { dropUpload, takeUpload } from '../../platform/sending/taken-uploads'

export type KeptVoice = Pick<FileView, 'id' | 'url' | 'seconds'> & Attachment

export interface VoiceUploadProps {
  voice: KeptVoice | null
  onChange: (voice: KeptVoice | null) => void
  /** Called with whether a recording is not uploaded yet. */
  onPending: (pending: boolean) => void
  /** A recording that was not uploaded when the form was left. */
  kept?: Recording | null
  /** Stores a recording until it is uploaded, for a form that may be left before that. */
  keep?: (recording: Recording | null) => void
}

interface Pending {
  recording: Recording
  percent: number
  problem?: Problem
}

export type VoiceUpload = ReturnType<typeof useVoiceUpload>

/**
 * Holds the one voice note of a form: uploaded at once; without network the recording stays here, and goes out by itself once the network is
 * back.
 */
export function useVoiceUpload({ voice, onChange, onPending, kept = null, keep }: VoiceUploadProps) {
  const [pending, hold] = useState<Pending | undefined>(kept ? { recording: kept, percent: 0 } : undefined)
  const setPending = (now: Pending | undefined) => {
    hold(now)
    onPending(now !== undefined)
  }
  const put = async (recording: Recording) => {
    keep?.(recording)
    setPending({ recording, percent: 0 })
    const result = await takeUpload(recording.path, recording.path, (percent) => setPending({ recording, percent }))
    if (!result) return
    if (!result.ok) {
      setPending({ recording, percent: 0, problem: result.problem })
      return
    }
    setPending(undefined)
    keep?.(null)
    onChange({ id: result.value.id, url: result.value.url, seconds: result.value.seconds })
  }
  const again = useRef(() => undefined as unknown)
  useEffect(() => {
    again.current = () => (pending?.problem && isOffline(pending.problem) ? put(pending.recording) : undefined)
  })
  useEffect(() => onNetwork((online) => online && again.current()), [])
  const begin = useRef(() => (kept ? put(kept) : undefined))
  useEffect(() => void begin.current(), [])
  const expired = voice?.lost ? '这段语音存得太久，已经过期：请再录一次，或者删去' : undefined
  return {
    voice,
    pending,
    /** What went wrong with it; undefined while nothing has. */
    says: pending?.problem ? `录音还没传上：${pending.problem.detail}` : pending ? undefined : expired,
    recordable: (!voice || voice.lost === true) && !pending,
    put,
    remove: () => onChange(null),
    forget: () => {
      if (pending) dropUpload(pending.recording.path)
      keep?.(null)
      setPending(undefined)
    },
  }
}
