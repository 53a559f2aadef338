import { VoiceNote } from '../display/voice-note'
import { Words } from '../display/words'
import { Stack } from '../layout/stack'
import { Button } from './button'
import type { VoiceUpload } from './voice-upload'

/** Renders the voice note of a form, to hear and to remove, and a recording that is on its way. Nothing while there is none. */
export function VoiceKept({ upload: { voice, pending, put, remove, forget } }: { upload: VoiceUpload }) {
  return (
    <>
      {voice && !(voice.lost && pending) && (
        <Stack across gap={8}>
          {voice.lost ? <Words tone="second">语音已过期</Words> : <VoiceNote url={voice.url} seconds={voice.seconds} />}
          <Button kind="quiet" small label="删去这段语音" onTap={remove}>
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
          <Button kind="quiet" small onTap={forget}>
            删去
          </Button>
        </Stack>
      )}
    </>
  )
}
