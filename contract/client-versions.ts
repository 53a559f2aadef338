/**
 * The oldest version of the mini-program that the API serves. A phone keeps the version it has until WeChat has fetched a newer one, so the
 * release before is always served; `cloud/testing/former-clients/` holds what each of them sends and expects.
 */
export const oldestClient = '0.2.0'

const parts = /^(\d{1,5})\.(\d{1,5})\.(\d{1,5})/

/** Whether a version is older than the oldest that is served; what is no version, such as that of a browser's page, is not. */
export function isTooOld(version: string): boolean {
  const [theirs, oldest] = [version, oldestClient].map((one) => parts.exec(one)?.slice(1).map(Number))
  if (theirs === undefined || oldest === undefined) return false
  const at = theirs.findIndex((part, i) => part !== oldest[i])
  return at >= 0 && (theirs[at] ?? 0) < (oldest[at] ?? 0)
}
