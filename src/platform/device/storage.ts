import Taro from '@tarojs/taro'
import { storageScope } from '../api/demo-user'

/** One value stored on the device. Reading parses: a value that no longer fits counts as absent. */
export interface Stored<T> {
  get: () => T | undefined
  set: (value: T) => void
  clear: () => void
}

/** Returns the key under which a value is stored: each persona of the preview has its own. */
export const storageKey = (name: string) => `${storageScope()}${name}`

/**
 * Returns access to a named value on the device (WeChat: 1 MB a key, 10 MB in all). A full or refused storage is no error for the caller:
 * the value is then absent next time.
 */
export function stored<T>(name: string, parse: (raw: unknown) => T | undefined): Stored<T> {
  return {
    get: () => {
      try {
        const raw: unknown = Taro.getStorageSync(storageKey(name))
        return raw === '' || raw === undefined || raw === null ? undefined : parse(raw)
      } catch {
        return undefined
      }
    },
    set: (value) => {
      try {
        Taro.setStorageSync(storageKey(name), value)
      } catch {
        // Storage is full: the previous value stays.
      }
    },
    clear: () => {
      try {
        Taro.removeStorageSync(storageKey(name))
      } catch {
        // Nothing is stored.
      }
    },
  }
}

/** Removes every stored value of the user whose name starts with `prefix`. */
export function clearStored(prefix: string) {
  const { keys } = Taro.getStorageInfoSync()
  for (const name of keys) if (name.startsWith(storageKey(prefix))) Taro.removeStorageSync(name)
}

/** Returns the names of the user's stored values that start with `prefix`. */
export function storedNames(prefix: string): string[] {
  const { keys } = Taro.getStorageInfoSync()
  const scope = storageKey('').length
  return keys.filter((name) => name.startsWith(storageKey(prefix))).map((name) => name.slice(scope))
}

export const asText = (raw: unknown) => (typeof raw === 'string' ? raw : undefined)
export const asNumber = (raw: unknown) => (typeof raw === 'number' ? raw : undefined)
export const asFlag = (raw: unknown) => (typeof raw === 'boolean' ? raw : undefined)
export const asRecord = (raw: unknown) =>
  typeof raw === 'object' && raw !== null && !Array.isArray(raw) ? (raw as Record<string, unknown>) : undefined
export const asList = (raw: unknown) => (Array.isArray(raw) ? (raw as unknown[]) : undefined)
