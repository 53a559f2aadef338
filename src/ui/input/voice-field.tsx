import type { FileView } from '@doorstep/contract/files'
import { useState } from 'react'
import type { Recording } from '../../platform/device/recorder'
import type { Problem } from '../../platform/api/result'
import { upload } from '../../platform/sending/upload'
import { Button } from './button'
import { FieldBlock } from './field'
import { Stack } from '../layout/stack'
import { VoiceNote } from '../display/voice-note'
import { VoiceRecorder } from './voice-recorder'

export type KeptVoice = Pick<FileView, 'id' | 'url' | 'seconds'>

interface VoiceFieldProps {
  label: string
  help?: string
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

/** Renders a field for one voice note instead of text, uploaded at once; without network it stays here and can be retried. */
export function VoiceField({ label, help, voice, onChange, onPending }: VoiceFieldProps) {
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
  return (
    <FieldBlock
      label={label}
      help={pending?.problem ? undefined : help}
      error={pending?.problem && `录音还没传上：${pending.problem.detail}`}
      optional
    >
      {voice && (
        <Stack across gap={8}>
          <VoiceNote url={voice.url} seconds={voice.seconds} />
          <Button kind="quiet" small label="删去这段语音" onTap={() => onChange(null)}>
            删去
          </Button>
        </Stack>
      )}
      {!voice && pending && (
        <Stack across gap={8}>
          <VoiceNote local url={pending.recording.path} seconds={pending.recording.seconds} />
          <Button small busy={!pending.problem} onTap={() => put(pending.recording)}>
            再传一次
          </Button>
          <Button kind="quiet" small onTap={() => setPending(undefined)}>
            删去
          </Button>
        </Stack>
      )}
      {!voice && !pending && <VoiceRecorder onRecorded={put} />}
    </FieldBlock>
  )
}
