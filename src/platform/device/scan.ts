import Taro from '@tarojs/taro'
import { clientProblem, failed, type Result } from '../api/result'
import { attempt } from './privacy'

/** Whether there is a scanner; false in the browser preview: offer an address search there. */
export const canScan = process.env.TARO_ENV === 'weapp'

/** Scans a QR code and returns its content. */
export async function scanCode(): Promise<Result<string>> {
  if (!canScan) return failed(clientProblem('cannot', '这里不能扫码，请搜地址'))
  return attempt(async () => {
    const { result, path } = (await Taro.scanCode({ scanType: ['qrCode'] })) as { result: string; path?: string }
    // A mini-program code made by WeChat has no text of its own, only the page and scene it opens.
    return path || result
  })
}

/**
 * Returns the token (22 letters and digits) of a door, or of a centre's check-in poster (签到码), in a scanned code or an opened link:
 * `…/d/token`, `…?d=token`, `scene=token`, or bare.
 */
export const tokenIn = (text: string): string | undefined => /(?:^|[/=])([0-9A-Za-z]{22})(?![0-9A-Za-z])/.exec(text)?.[1]
