import { voiceSeconds } from '@doorstep/contract/rules'
import { Text, View } from '@tarojs/components'
import { useRef } from 'react'
import type { Recording } from '../../platform/device/recorder'
import { useRecorder } from '../../platform/device/voice'
import { Announce } from '../layout/announce'
import { aria } from '../aria'
import { cx } from '../cx'
import { clock } from '../format'
import { Icon } from '../display/icon'
import styles from '../display/voice.module.css'

interface VoiceRecorderProps {
  /** Called with the recording; upload it with `upload(recording.path)`. */
  onRecorded: (recording: Recording) => void
  /** Label: `说给李明听`. */
  label?: string
}

/** A press shorter than this, in milliseconds, is a tap: recording continues until the next tap. */
const tapMilliseconds = 400

/** Renders the button that records a voice note: hold to record and release, or tap to begin and tap again to end. */
export function VoiceRecorder({ onRecorded, label = '按住说话，或点一下开始' }: VoiceRecorderProps) {
  const { recording, seconds, problem, start, stop } = useRecorder(onRecorded)
  const press = useRef<{ at: number; begins: boolean; started: Promise<void> }>()
  const touched = useRef(false)

  const down = () => {
    touched.current = true
    press.current = { at: Date.now(), begins: !recording, started: recording ? Promise.resolve() : start() }
  }
  const up = async () => {
    const { current } = press
    press.current = undefined
    if (!current) return
    const held = Date.now() - current.at >= tapMilliseconds
    await current.started
    if (held || !current.begins) await stop()
  }
  // A mouse or a screen reader clicks without a touch before it: a click then begins and ends the recording.
  const click = () => {
    if (!touched.current) void (recording ? stop() : start())
    touched.current = false
  }
  return (
    <View className={styles.recorder}>
      <View
        className={cx(styles.hold, recording && styles.on)}
        onTouchStart={down}
        onTouchEnd={() => void up()}
        onTouchCancel={() => void up()}
        onClick={click}
        {...aria({ role: 'button', label: recording ? '正在录音，点一下结束' : label })}
      >
        <Icon name={recording ? 'stop' : 'mic'} />
        <Text>{recording ? `正在录音 ${clock(seconds)} / ${clock(voiceSeconds)}` : label}</Text>
      </View>
      {problem && <View className={cx(styles.help, styles.error)}>{problem.detail}</View>}
      <Announce>{recording ? '开始录音' : ''}</Announce>
    </View>
  )
}
