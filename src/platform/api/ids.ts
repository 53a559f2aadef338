const hex = (digits: number) => Array.from({ length: digits }, () => Math.floor(Math.random() * 16).toString(16)).join('')

/**
 * Returns a UUIDv7, for idempotency keys and messages written while offline. WeChat has no synchronous secure random source; these ids
 * identify things and protect nothing.
 */
export function newId(): string {
  const time = Date.now().toString(16).padStart(12, '0')
  const variant = (8 + Math.floor(Math.random() * 4)).toString(16)
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(3)}-${variant}${hex(3)}-${hex(12)}`
}
