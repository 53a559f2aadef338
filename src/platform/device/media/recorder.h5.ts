import { voiceSeconds } from '@doorstep/contract/rules'
import type { Recorder } from './recorder'
import { wavOf } from './wav'

const rate = 16_000

/** Converts the browser's recording to WAV, 16 kHz, mono: the API does not accept WebM. */
async function asWav(recorded: Blob) {
  const sound = await new OfflineAudioContext(1, rate, rate).decodeAudioData(await recorded.arrayBuffer())
  const file = new Blob([wavOf(sound.getChannelData(0), rate)], { type: 'audio/wav' })
  return { path: URL.createObjectURL(file), seconds: Math.min(voiceSeconds, Math.ceil(sound.duration)) }
}

/** Returns the recorder of the browser preview. */
export function createRecorder(): Recorder {
  let tape: MediaRecorder | undefined
  let chunks: Blob[] = []
  return {
    start: async () => {
      const microphone = await navigator.mediaDevices.getUserMedia({ audio: { channelCount: 1 } })
      chunks = []
      tape = new MediaRecorder(microphone)
      tape.ondataavailable = ({ data }) => chunks.push(data)
      tape.start()
    },
    stop: async () => {
      const running = tape
      tape = undefined
      if (!running) return undefined
      await new Promise((ended) => {
        running.onstop = ended
        running.stop()
      })
      running.stream.getTracks().forEach((track) => track.stop())
      const recorded = new Blob(chunks, { type: running.mimeType })
      return recorded.size === 0 ? undefined : asWav(recorded)
    },
  }
}
