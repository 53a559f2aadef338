import { voiceSeconds } from '@doorstep/contract/rules'
import Taro from '@tarojs/taro'
import { useEffect, useRef, useState } from 'react'
import { withConsent } from './privacy'
import { createRecorder, type Recording } from './recorder'
import type { Problem } from '../api/result'
import { useOnHide } from '../navigation/visible'

export interface Recorder {
  recording: boolean
  /** Whole seconds since the start. */
  seconds: number
  problem: Problem | undefined
  start: () => Promise<void>
  /** Stops and hands the recording over. */
  stop: () => Promise<void>
  /** Stops and discards the recording. */
  cancel: () => Promise<void>
}

/** Records a voice note of at most 60 s; leaving the page stops it and keeps the recording. */
export function useRecorder(onRecorded: (recording: Recording) => void): Recorder {
  const machine = useRef<ReturnType<typeof createRecorder>>()
  const [startedAt, setStartedAt] = useState<number>()
  const [seconds, setSeconds] = useState(0)
  const [problem, setProblem] = useState<Problem>()

  const running = useRef(false)
  const end = async () => {
    if (!running.current) return undefined
    running.current = false
    setStartedAt(undefined)
    return machine.current?.stop()
  }
  const stop = async () => {
    const recording = await end()
    if (recording) onRecorded(recording)
  }
  const start = async () => {
    const recorder = (machine.current ??= createRecorder())
    setProblem(undefined)
    setSeconds(0)
    const allowed = await withConsent(() => recorder.start())
    running.current = allowed.ok
    if (allowed.ok) setStartedAt(Date.now())
    else setProblem(allowed.problem)
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
  const context = Taro.createInnerAudioContext()
  playing = { context, ended }
  const over = () => {
    if (playing?.context === context) stopVoice()
  }
  context.onEnded(over)
  context.onError(over)
  context.src = url
  context.play()
}
