import { browser } from './browser'
import { copyText } from './clipboard'
import { ok, type Result } from '../api/result'

/**
 * Returns the absolute URL of a page the API serves without sign-in: a wall display, a page to print. Contains the district, since a link
 * has no headers.
 */
export function urlToShare(path: string): string {
  const whole = /^https?:/.test(path) ? path : `${API_BASE || browser()?.location.origin || ''}${path}`
  if (/[?&]d=/.test(whole)) return whole
  return `${whole}${whole.includes('?') ? '&' : '?'}d=${DISTRICT}`
}

/** Whether a URL can be opened in a new tab; WeChat opens only its own pages, so there it is copied. */
export const canOpenUrl = process.env.TARO_ENV === 'h5'

/** Opens a URL in a new tab, or copies it where that is impossible. Returns which of the two was done. */
export async function openUrl(address: string): Promise<Result<'opened' | 'copied'>> {
  const opened = canOpenUrl ? browser()?.open(address, '_blank') : undefined
  if (opened) return ok('opened')
  const copied = await copyText(address)
  return copied.ok ? ok('copied') : copied
}
