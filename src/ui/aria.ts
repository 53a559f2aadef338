export interface Aria {
  role?:
    | 'button'
    | 'link'
    | 'heading'
    | 'img'
    | 'radio'
    | 'radiogroup'
    | 'checkbox'
    | 'group'
    | 'switch'
    | 'dialog'
    | 'alert'
    | 'status'
    | 'list'
    | 'listitem'
    | 'tab'
    | 'tablist'
    | 'textbox'
    | 'progressbar'
    | 'main'
    | 'banner'
    | 'navigation'
    | 'presentation'
  label?: string | undefined
  /** Of a heading: 1 for the page's, 2 (left out) for a part's, 3 for what is inside a part. */
  level?: 1 | 2 | 3
  hidden?: boolean
  live?: 'polite' | 'assertive'
  checked?: boolean
  disabled?: boolean
  expanded?: boolean
  selected?: boolean
  modal?: boolean
  /** Reached by the Tab key although it is no control: what scrolls and has none. */
  scrolls?: boolean
}

const reachable = ['button', 'link', 'radio', 'checkbox', 'switch', 'tab']
const inWechat = process.env.TARO_ENV === 'weapp'

/**
 * Returns accessibility attributes in the spelling of the platform: `<View {...aria({ role: 'button', label: '打电话' })}>`. WeChat needs
 * `aria-role` (config/aria passes it through); a browser needs `role` and a place in the tab order.
 */
export function aria({ role, level = 2, scrolls = false, ...states }: Aria): Record<string, string | number> {
  const attributes: Record<string, string | number> = {}
  if (role === 'heading' && !inWechat) attributes['aria-level'] = level
  if (role) attributes[inWechat ? 'aria-role' : 'role'] = role
  if (scrolls && !inWechat) attributes.tabIndex = 0
  if (role && !inWechat && reachable.includes(role)) attributes.tabIndex = states.disabled ? -1 : 0
  for (const [name, value] of Object.entries<string | boolean | undefined>(states))
    if (value !== undefined) attributes[`aria-${name}`] = String(value)
  return attributes
}
