import { Textarea, View } from '@tarojs/components'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { useDraft } from '../../platform/sending/drafts'
import { post } from '../../platform/sending/outbox-queue'
import type { Problem } from '../../platform/api/result'
import { useWide } from '../../platform/device/wide'
import { Refusal } from '../../ui/layout/refusal'
import { Announce } from '../../ui/layout/announce'
import { aria } from '../../ui/aria'
import { Button } from '../../ui/input/button'
import { Icon } from '../../ui/display/icon'
import type { IconName } from '../../ui/display/icon-names'
import { linesOf } from '../../ui/input/field'
import { VoiceRecorder } from '../../ui/input/voice-recorder'
import styles from './composer.module.css'
import { sendPhotos, sendVoice } from './media-queue'

interface ComposerProps {
  conversationId: string
  /** Name of the reader: `李明`. */
  to: string
  /** Whether it opens with the microphone instead of the keyboard. */
  voiceFirst: boolean
  /** Initial text of an empty field; it can be sent unchanged. */
  begin?: string
  /** Called with what is in the field, each time it changes. */
  onText?: (text: string) => void
  /** Renders more ways to write; `put` puts text into the field. */
  tools?: (put: (text: string) => void) => ReactNode
}

const longest = 1000
const named = (label: string, text: string) =>
  process.env.TARO_ENV === 'weapp'
    ? { 'aria-role': 'textbox', 'aria-label': label }
    : { nativeProps: { 'aria-label': label, rows: Math.min(5, linesOf(text)) } }

function Way({ icon, label, onTap }: { icon: IconName; label: string; onTap: () => unknown }) {
  return (
    <View className={styles.act} hoverClass={styles.pressed ?? 'none'} onClick={() => void onTap()} {...aria({ role: 'button', label })}>
      <Icon name={icon} />
    </View>
  )
}

/** Renders the field to write, record or send a photo. Unsent text is kept as a draft when the page is left. */
export function Composer({ conversationId, to, voiceFirst, begin = '', onText, tools }: ComposerProps) {
  const draft = useDraft(`messages.${conversationId}`, { text: '' })
  const [speaking, setSpeaking] = useState(voiceFirst && draft.values.text === '')
  const [field, setField] = useState({ revision: 0, text: draft.values.text || begin })
  const [full, setFull] = useState((draft.values.text || (voiceFirst ? '' : begin)).trim() !== '')
  // At a desk Enter sends; on a phone it starts a new line.
  const wide = useWide()
  const [problem, setProblem] = useState<Problem>()

  const atFirst = useRef(() => onText?.(field.text))
  useEffect(() => atFirst.current(), [])
  const note = (text: string) => {
    draft.note({ text })
    setFull(text.trim() !== '')
    onText?.(text)
  }
  const put = (text: string) => {
    setSpeaking(false)
    note(text)
    setField(({ revision }) => ({ revision: revision + 1, text }))
  }
  const submit = () => {
    const text = (draft.now().text || field.text).trim()
    if (text === '') return
    post(conversationId, { kind: 'text', text })
    draft.clear()
    setFull(false)
    onText?.('')
    setField(({ revision }) => ({ revision: revision + 1, text: '' }))
  }
  const photos = async () => setProblem(await sendPhotos(conversationId))
  const say = (recording: Parameters<typeof sendVoice>[1]) => sendVoice(conversationId, recording)

  return (
    <View>
      {tools?.(put)}
      {problem && (
        <View className={styles.problem}>
          <Announce urgent seen>
            {problem.detail}
          </Announce>
          <Refusal problem={problem} />
        </View>
      )}
      <View className={styles.line}>
        <Way icon={speaking ? 'keyboard' : 'mic'} label={speaking ? '改用打字' : '改用说话'} onTap={() => setSpeaking(!speaking)} />
        {speaking ? (
          <View className={styles.voice}>
            <VoiceRecorder label="按住或轻点说话" onRecorded={say} />
          </View>
        ) : (
          <View className={styles.box}>
            <Textarea
              key={field.revision}
              className={styles.text ?? ''}
              defaultValue={field.text}
              placeholder={`写给${to}`}
              placeholderClass={styles.placeholder ?? ''}
              maxlength={longest}
              autoHeight
              disableDefaultPadding
              showConfirmBar={false}
              cursorSpacing={16}
              focus={field.revision > 0}
              onConfirm={() => wide && submit()}
              onInput={({ detail }) => note(detail.value)}
              {...named(`写给${to}`, field.text)}
            />
          </View>
        )}
        {full && !speaking ? (
          <View className={styles.send}>
            <Button kind="primary" small onTap={submit}>
              发送
            </Button>
          </View>
        ) : (
          <Way icon="photo" label="发照片" onTap={photos} />
        )}
      </View>
    </View>
  )
}
