import { firstCharacters } from '../time/words'

/** `王阿姨` → `王**`; somebody without a name is 居民. */
export const maskedName = (name: string | null): string =>
  name === null || name === '' || name === '居民' ? '居民' : `${firstCharacters(name)}**`

/** `13800006021` → `138****6021`, without its extension; a short number shows nothing. */
export function maskedPhone(phone: string): string {
  const number = phone.replace(/(\d{7,})-\d+$/, '$1')
  return number.length < 8 ? '****' : `${number.slice(0, 3)}****${number.slice(-4)}`
}
