import { Text, View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { fileUrl } from '../../platform/sending/upload'
import { playVoice, stopVoice } from '../../platform/device/media/voice'
import { aria } from '../aria'
import { clock } from '../format'
import { Icon } from './icon'
import styles from './voice.module.css'

interface VoiceNoteProps {
  /** URL as the API returned it, or a path on the device. */
  url: string
  /** Whole seconds. */
  seconds: number | null
  /** Whether `url` is a path on the device. */
  local?: boolean
}

/** Renders a voice note: a tap plays it, another stops it. */
export function VoiceNote({ url, seconds, local }: VoiceNoteProps) {
  const [playing, setPlaying] = useState(false)
  useEffect(() => (playing ? stopVoice : undefined), [playing])
  const toggle = () => {
    if (playing) {
      stopVoice()
      return
    }
    playVoice(local ? url : fileUrl(url), () => setPlaying(false))
    setPlaying(true)
  }
  const length = seconds === null ? '' : `${seconds} 秒`
  return (
    <View className={styles.note} onClick={toggle} {...aria({ role: 'button', label: `${playing ? '停止' : '播放'}语音，${length}` })}>
      <Icon name={playing ? 'stop' : 'play'} size={20} />
      <Text>语音 {seconds === null ? '' : clock(seconds)}</Text>
    </View>
  )
}
