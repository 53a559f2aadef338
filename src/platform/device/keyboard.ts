const pressable = new Set(['button', 'link', 'radio', 'checkbox', 'switch', 'tab'])

/** Makes Enter and Space press the focused button in the browser. WeChat needs none of this. */
export function watchKeyboard() {
  if (process.env.TARO_ENV !== 'h5') return
  document.addEventListener('keydown', (event) => {
    const target = event.target
    if (!(target instanceof HTMLElement) || !pressable.has(target.getAttribute('role') ?? '')) return
    if (event.key !== 'Enter' && event.key !== ' ') return
    event.preventDefault()
    target.click()
  })
}
