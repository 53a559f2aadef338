import type { FileView } from '@doorstep/contract/files'
import { useState } from 'react'
import type { Recording } from '../../platform/device/recorder'
import type { Problem } from '../../platform/api/result'
import type { Attachment } from '../../platform/sending/attachments'
import { upload } from '../../platform/sending/upload'
import { Button } from './button'
import { FieldBlock } from './field'
import { Stack } from '../layout/stack'
import { VoiceNote } from '../display/voice-note'
import { Words } from '../display/words'
import { VoiceRecorder } from './voice-recorder'

export type KeptVoice = Pick<FileView, 'id' | 'url' | 'seconds'> & Attachment

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
  const expired = voice?.lost ? '这段语音存得太久，已经过期：请再录一次，或者删去' : undefined
  const recordable = (!voice || voice.lost) && !pending
  return (
    <FieldBlock
      label={label}
      help={pending?.problem ? undefined : help}
      error={pending?.problem ? `录音还没传上：${pending.problem.detail}` : pending ? undefined : expired}
      optional
    >
      {voice && !(voice.lost && pending) && (
        <Stack across gap={8}>
          {voice.lost ? <Words tone="second">语音已过期</Words> : <VoiceNote url={voice.url} seconds={voice.seconds} />}
          <Button kind="quiet" small label="删去这段语音" onTap={() => onChange(null)}>
            删去
          </Button>
        </Stack>
      )}
      {pending && (
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
      {recordable && <VoiceRecorder onRecorded={put} />}
    </FieldBlock>
  )
}
