import { voiceSeconds } from '@doorstep/contract/rules'
import Taro from '@tarojs/taro'
import { useEffect, useRef, useState } from 'react'
import { withConsent } from '../privacy'
import { createRecorder, type Recording } from './recorder'
import { clientProblem, type Problem } from '../../api/result'
import { useOnHide } from '../../navigation/visible'

export interface Recorder {
  recording: boolean
  /** Whole seconds since the start. */
  seconds: number
  problem: Problem | undefined
  start: () => Promise<void>
  /** Stops and hands the recording over. */
  stop: () => Promise<void>
  /** Stops and discards the recording, also one that has not begun yet. */
  cancel: () => Promise<void>
}

/** A recording shorter than this, in milliseconds, says nothing and is not sent. */
const shortest = 1000

/** Records a voice note of at most 60 s; leaving the page stops it and keeps the recording. */
export function useRecorder(onRecorded: (recording: Recording) => void): Recorder {
  const machine = useRef<ReturnType<typeof createRecorder>>()
  const [startedAt, setStartedAt] = useState<number>()
  const [seconds, setSeconds] = useState(0)
  const [problem, setProblem] = useState<Problem>()

  /** When the recording began; undefined while none runs. */
  const running = useRef<number>()
  /** Counts what was asked for: a start that is called off before the microphone is open must not leave it open. */
  const wish = useRef(0)
  const end = async () => {
    wish.current += 1
    if (running.current === undefined) return undefined
    const lasted = Date.now() - running.current
    running.current = undefined
    setStartedAt(undefined)
    const recording = await machine.current?.stop()
    return recording && { ...recording, lasted }
  }
  const stop = async () => {
    const ended = await end()
    if (!ended) return
    const { lasted, ...recording } = ended
    if (lasted < shortest) setProblem(clientProblem('tooShort'))
    else onRecorded(recording)
  }
  const start = async () => {
    const recorder = (machine.current ??= createRecorder())
    setProblem(undefined)
    setSeconds(0)
    wish.current += 1
    const mine = wish.current
    const allowed = await withConsent(() => recorder.start())
    if (mine !== wish.current) {
      if (allowed.ok) await recorder.stop()
      return
    }
    if (!allowed.ok) {
      setProblem(allowed.problem)
      return
    }
    running.current = Date.now()
    setStartedAt(running.current)
  }
  const atTheEnd = useRef(stop)
  useEffect(() => {
    atTheEnd.current = stop
  })
  useEffect(() => {
    if (startedAt === undefined) return
    const timer = setInterval(() => {
      const gone = Math.floor((Date.now() - startedAt) / 1000)
      setSeconds(gone)
      if (gone >= voiceSeconds) void atTheEnd.current()
    }, 250)
    return () => clearInterval(timer)
  }, [startedAt])
  const recording = startedAt !== undefined
  // The microphone never stays open without its button on screen; what was recorded until then is kept.
  useEffect(() => {
    const left = atTheEnd
    return () => void left.current()
  }, [])
  useOnHide(() => {
    if (recording) void stop()
  })
  return {
    recording,
    seconds,
    problem,
    start,
    stop,
    cancel: async () => {
      await end()
    },
  }
}

let playing: { context: Taro.InnerAudioContext; ended: () => void } | undefined

/** Stops the voice note that is playing, if any. */
export function stopVoice() {
  const current = playing
  playing = undefined
  current?.context.destroy()
  current?.ended()
}

/** Plays a voice note from its absolute URL, one at a time. `ended` is called at the end, for whatever reason. */
export function playVoice(url: string, ended: () => void) {
  stopVoice()
  // iOS plays nothing while the phone is on silent, and whoever taps a voice note wants to hear it.
  if (process.env.TARO_ENV === 'weapp') void Taro.setInnerAudioOption({ obeyMuteSwitch: false })
  const context = Taro.createInnerAudioContext()
  context.obeyMuteSwitch = false
  playing = { context, ended }
  const over = () => {
    if (playing?.context === context) stopVoice()
  }
  context.onEnded(over)
  context.onError(over)
  context.src = url
  context.play()
}
