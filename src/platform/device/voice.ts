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
  /** Ends and hands over what was said. */
  stop: () => Promise<void>
  /** Ends and forgets it. */
  cancel: () => Promise<void>
}

/** Records a voice note of at most 60 s; leaving the page ends it and keeps what was said. */
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
  // A microphone never stays open without its button on screen, and what was said until then is kept.
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

/** Plays a voice note from its full address; one at a time. `ended` hears the end, whatever ended it. */
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
