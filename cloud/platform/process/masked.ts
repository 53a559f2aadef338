import { firstCharacters } from '../time/words'

/** `王阿姨` → `王**`; somebody without a name is 居民. */
export const maskedName = (name: string | null): string =>
  name === null || name === '' || name === '居民' ? '居民' : `${firstCharacters(name)}**`

/** `13800006021` → `138****6021`; a short number shows nothing. */
export const maskedPhone = (phone: string): string => (phone.length < 8 ? '****' : `${phone.slice(0, 3)}****${phone.slice(-4)}`)
