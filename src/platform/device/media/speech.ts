const voice = () => (process.env.TARO_ENV === 'h5' && 'speechSynthesis' in globalThis ? globalThis.speechSynthesis : undefined)

/** Returns true where the device can read text aloud. WeChat has no free interface for it, so the button is not rendered there. */
export const canReadAloud = () => voice() !== undefined

/** Reads text aloud in Chinese; `ended` is called at the end, for whatever reason. */
export function readAloud(text: string, ended: () => void) {
  const speaker = voice()
  if (!speaker) return
  speaker.cancel()
  const words = new SpeechSynthesisUtterance(text)
  words.lang = 'zh-CN'
  words.rate = 0.9
  words.onend = ended
  words.onerror = ended
  speaker.speak(words)
}

export const stopReading = () => voice()?.cancel()
