const pressable = new Set(['button', 'link', 'radio', 'checkbox', 'switch', 'tab'])

/** In the browser, Enter and Space press what has the role of something to press. WeChat has no keyboard to speak of. */
export function watchKeyboard() {
  if (process.env.TARO_ENV !== 'h5') return
  // The frame's own back and home are bare boxes to a screen reader.
  for (const [part, label] of [
    ['back', '返回'],
    ['home', '回首页'],
  ] as const) {
    const button = document.querySelector(`.taro-navigation-bar-${part}`)
    button?.setAttribute('role', 'button')
    button?.setAttribute('aria-label', label)
    button?.setAttribute('tabindex', '0')
  }
  document.addEventListener('keydown', (event) => {
    const target = event.target
    if (!(target instanceof HTMLElement) || !pressable.has(target.getAttribute('role') ?? '')) return
    if (event.key !== 'Enter' && event.key !== ' ') return
    event.preventDefault()
    target.click()
  })
}
