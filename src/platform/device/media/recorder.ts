import { voiceSeconds } from '@doorstep/contract/rules'
import Taro from '@tarojs/taro'

/** A finished recording: a path on the device and its length in seconds, rounded up. */
export interface Recording {
  path: string
  seconds: number
}
export interface Recorder {
  /** Starts; rejects when the microphone is refused. */
  start: () => Promise<void>
  /** Stops and returns the recording; undefined when there is none. */
  stop: () => Promise<Recording | undefined>
}

const longest = voiceSeconds * 1000

/** Returns WeChat's recorder: mp3, 16 kHz, mono, which plays everywhere. recorder.h5.ts is the browser's. */
export function createRecorder(): Recorder {
  const manager = Taro.getRecorderManager()
  let startedAt = 0
  let finish: (recording: Recording | undefined) => void = () => undefined
  let finished = Promise.resolve<Recording | undefined>(undefined)
  return {
    start: () =>
      new Promise((resolve, reject) => {
        finished = new Promise((settle) => {
          finish = settle
        })
        manager.onStart(() => {
          startedAt = Date.now()
          resolve()
        })
        manager.onError((error) => {
          finish(undefined)
          reject(new Error(error.errMsg))
        })
        manager.onStop(({ tempFilePath }) =>
          finish({ path: tempFilePath, seconds: Math.min(voiceSeconds, Math.ceil((Date.now() - startedAt) / 1000)) }),
        )
        manager.start({ duration: longest, sampleRate: 16000, numberOfChannels: 1, encodeBitRate: 48000, format: 'mp3' })
      }),
    stop: () => {
      manager.stop()
      return finished
    },
  }
}
