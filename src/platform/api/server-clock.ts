/** How far the API's clock is ahead of the device's, in milliseconds. */
let ahead = 0
const watchers = new Set<() => void>()

/** Calls back when the clock was put right; answers with the way to stop. */
export function onClockSet(watch: () => void) {
  watchers.add(watch)
  return () => {
    watchers.delete(watch)
  }
}

/**
 * Hears the API's clock from an answer's Date header. An answer proves no more than that the API's time at some moment between
 * sending and receiving lay within the header's second, so what is known moves only as far as that proves: a clock that
 * is right stays untouched, one that is minutes off is put right by the first answer.
 */
export function hearClock(date: string | undefined, sentAt: number, receivedAt: number) {
  const said = date === undefined ? NaN : Date.parse(date)
  if (Number.isNaN(said)) return
  const [least, most] = [said - receivedAt, said + 1000 - sentAt]
  const before = ahead
  ahead = Math.min(Math.max(ahead, least), most)
  if (Math.abs(ahead - before) > 1000) watchers.forEach((watch) => watch())
}

/** The API's time at a moment the device noted by its own clock. */
export const onServer = (at: number) => at + ahead

/** The API's time as far as it is known, in epoch milliseconds: what holds, offers and deadlines are told by. */
export const serverNow = () => onServer(Date.now())
