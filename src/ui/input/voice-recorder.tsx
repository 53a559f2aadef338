import { voiceSeconds } from '@doorstep/contract/rules'
import { Text, View } from '@tarojs/components'
import { useEffect, useRef, useState } from 'react'
import type { Recording } from '../../platform/device/media/recorder'
import { useRecorder } from '../../platform/device/media/voice'
import { Announce } from '../layout/announce'
import { Refusal } from '../layout/refusal'
import { aria } from '../aria'
import { cx } from '../cx'
import { clock } from '../format'
import { Icon } from '../display/icon'
import styles from '../display/voice.module.css'
import tiles from './tile.module.css'

interface VoiceRecorderProps {
  /** Called with the recording; upload it with `upload(recording.path)`. */
  onRecorded: (recording: Recording) => void
  /** Label: `说给李明听`. */
  label?: string
  /** Drawn as one of two large buttons side by side. */
  tile?: boolean
  /** Called when recording begins and ends: a form is not sent meanwhile. */
  onRecording?: (recording: boolean) => void
}

/** A press shorter than this, in milliseconds, is a tap: recording continues until the next tap. */
const tapMilliseconds = 400

/** Renders the button that records a voice note: hold to record and release, or tap to begin and tap again to end. */
export function VoiceRecorder({ onRecorded, label = '按住说话，或点一下开始', tile, onRecording }: VoiceRecorderProps) {
  const { recording, seconds, problem, start, stop, cancel } = useRecorder(onRecorded)
  const tell = useRef(onRecording)
  useEffect(() => {
    tell.current = onRecording
  })
  useEffect(() => {
    tell.current?.(recording)
    return () => tell.current?.(false)
  }, [recording])
  const press = useRef<{ at: number; begins: boolean }>()
  const touched = useRef(false)
  /** Held and let go before the recording began: what was said is not in it. */
  const [early, setEarly] = useState(false)

  const down = () => {
    touched.current = true
    press.current = { at: Date.now(), begins: !recording }
    setEarly(false)
    if (!recording) void start()
  }
  const up = () => {
    const { current } = press
    press.current = undefined
    if (!current) return
    const held = Date.now() - current.at >= tapMilliseconds
    // A tap begins, and the next one ends. Let go before the microphone was open, while it was asked for, nothing was said.
    if (current.begins && !held) return
    setEarly(!recording && !problem)
    void (recording ? stop() : cancel())
  }
  // The system took the finger away (a call, a dialog of its own): nobody says when to end.
  const lost = () => {
    press.current = undefined
    void (recording ? stop() : cancel())
  }
  // A mouse or a screen reader clicks without a touch before it: a click then begins and ends the recording.
  const click = () => {
    if (!touched.current) void (recording ? stop() : start())
    touched.current = false
  }
  return (
    <View className={cx(styles.recorder, tile && tiles.half)}>
      <View
        className={tile ? cx(tiles.tile, recording && tiles.on) : cx(styles.hold, recording && styles.on)}
        onTouchStart={down}
        onTouchEnd={up}
        onTouchCancel={lost}
        onClick={click}
        {...aria({ role: 'button', label: recording ? '正在录音，点一下结束' : label })}
      >
        {tile ? (
          <View className={cx(!recording && tiles.lead)}>
            <Icon name={recording ? 'stop' : 'mic'} />
          </View>
        ) : (
          <Icon name={recording ? 'stop' : 'mic'} />
        )}
        <Text>{recording ? `正在录音 ${clock(seconds)} / ${clock(voiceSeconds)}` : label}</Text>
      </View>
      {problem && (
        <View className={cx(styles.help, styles.error)} {...aria({ role: 'alert' })}>
          {problem.detail}
        </View>
      )}
      <Refusal problem={problem} />
      {early && (
        <View className={styles.help} {...aria({ role: 'status' })}>
          还没开始录，请再按住说一次
        </View>
      )}
      <Announce>{recording ? '开始录音' : ''}</Announce>
    </View>
  )
}
