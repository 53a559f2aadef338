import { useEffect, useRef } from 'react'

const dialogs = '[role="dialog"]'
const fields = 'input, textarea'
const reachable = `${fields}, select, [tabindex="0"]`

const visible = (element: HTMLElement) => element.getClientRects().length > 0
const inside = (dialog: Element, what: string) => [...dialog.querySelectorAll<HTMLElement>(what)].filter(visible)
/** Returns the dialog in front. */
const front = () => [...document.querySelectorAll<HTMLElement>(dialogs)].filter(visible).pop()

function begin(dialog: HTMLElement) {
  const [field] = inside(dialog, fields)
  if (dialog.contains(document.activeElement)) return
  // Without a field the dialog itself is read out, and the first step with the keyboard leads to its first button.
  dialog.tabIndex = -1
  ;(field ?? dialog).focus({ preventScroll: true })
}

/** Leads from the last control to the first and back, so that nothing behind the dialog is reached. */
function turn(event: KeyboardEvent, dialog: HTMLElement) {
  const controls = inside(dialog, reachable)
  const [first, last] = [controls[0], controls[controls.length - 1]]
  const from = document.activeElement
  const atEdge = event.shiftKey ? from === first || from === dialog : from === last
  // What had the focus may be gone, as a button is whose step is over.
  if (atEdge || !dialog.contains(from)) {
    event.preventDefault()
    ;(event.shiftKey ? last : first)?.focus()
  }
}

/**
 * In the browser preview: an open dialog has the focus, keeps it and gives it back to where it was; Esc closes it. WeChat does the same for
 * what is `aria-modal`.
 */
export function useDialogFocus(open: boolean, close: () => void) {
  const latest = useRef(close)
  useEffect(() => {
    latest.current = close
  })
  useEffect(() => {
    if (process.env.TARO_ENV === 'weapp' || !open) return
    const before = document.activeElement
    const dialog = front()
    if (!dialog) return
    begin(dialog)
    const press = (event: KeyboardEvent) => {
      // While an input method composes, Esc takes back its letters and Tab chooses among its words.
      if (event.isComposing || front() !== dialog) return
      if (event.key === 'Escape') latest.current()
      else if (event.key === 'Tab') turn(event, dialog)
    }
    document.addEventListener('keydown', press)
    return () => {
      document.removeEventListener('keydown', press)
      if (before instanceof HTMLElement) before.focus({ preventScroll: true })
    }
  }, [open])
}
