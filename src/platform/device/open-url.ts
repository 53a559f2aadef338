import { browser } from './browser'
import { copyText } from './clipboard'
import { ok, type Result } from '../api/result'

/** The whole address of a page the API serves to whoever opens it: a wall display, something to print. Carries the district, since a link has no headers. */
export function urlToShare(path: string): string {
  const whole = /^https?:/.test(path) ? path : `${API_BASE || browser()?.location.origin || ''}${path}`
  if (/[?&]d=/.test(whole)) return whole
  return `${whole}${whole.includes('?') ? '&' : '?'}d=${DISTRICT}`
}

/** True where an address can be opened beside this page; WeChat opens none but its own, there it is copied. */
export const canOpenUrl = process.env.TARO_ENV === 'h5'

/** Opens an address in a tab of its own, or copies it where that cannot be. Answers with which of the two was done. */
export async function openUrl(address: string): Promise<Result<'opened' | 'copied'>> {
  const opened = canOpenUrl ? browser()?.open(address, '_blank') : undefined
  if (opened) return ok('opened')
  const copied = await copyText(address)
  return copied.ok ? ok('copied') : copied
}
