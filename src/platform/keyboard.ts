const pressable = new Set(['button', 'link', 'radio', 'checkbox', 'switch', 'tab'])

/** In the browser, Enter and Space press what has the role of something to press. WeChat has no keyboard to speak of. */
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
