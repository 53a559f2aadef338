const pressable = new Set(['button', 'link', 'radio', 'checkbox', 'switch', 'tab'])

/** Makes Enter and Space press the focused button in the browser. WeChat needs none of this. */
export function watchKeyboard() {
  if (process.env.TARO_ENV !== 'h5') return
  // Screen readers get no role or name from the frame's own back and home.
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
