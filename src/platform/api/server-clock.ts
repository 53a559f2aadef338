/** How far the API's clock is ahead of the device's, in milliseconds. */
let ahead = 0
const watchers = new Set<() => void>()

/** Calls back when the offset changes; returns the function that unsubscribes. */
export function onClockSet(watch: () => void) {
  watchers.add(watch)
  return () => {
    watchers.delete(watch)
  }
}

/**
 * Updates the offset from an answer's Date header. An answer only proves that the API's time at some moment between sending and receiving
 * lay within the header's second, so the offset moves only as far as that proves: a correct clock stays untouched, one that is minutes off
 * is corrected by the first answer.
 */
export function hearClock(date: string | undefined, sentAt: number, receivedAt: number) {
  const said = date === undefined ? NaN : Date.parse(date)
  if (Number.isNaN(said)) return
  const [least, most] = [said - receivedAt, said + 1000 - sentAt]
  const before = ahead
  ahead = Math.min(Math.max(ahead, least), most)
  if (Math.abs(ahead - before) > 1000) watchers.forEach((watch) => watch())
}

/** Returns the API's time for an instant of the device's clock. */
export const onServer = (at: number) => at + ahead

/** Returns the API's time as far as it is known, in epoch milliseconds; used for holds, offers and deadlines. */
export const serverNow = () => onServer(Date.now())
