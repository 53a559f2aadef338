import { lastReminderHours } from '@doorstep/contract/rules'
import Taro from '@tarojs/taro'
import { browser } from './browser'
import { attempt } from './privacy'
import { asNumber, stored } from './storage'

/** What stands in a calendar; times are instants, the alarm rings `lastReminderHours` before. */
export interface CalendarEntry {
  title: string
  startsAt: string
  endsAt: string
  place: string
  text: string
  /** Signed address of the same as an iCalendar file, relative to the API's origin. */
  icsUrl: string
}

const alarmSeconds = lastReminderHours * 3600
const seconds = (at: string) => Math.floor(Date.parse(at) / 1000)

/** WeChat writes into the phone's calendar itself and never changes what it wrote; a browser opens the file, which a calendar updates by its UID. */
export const calendarCanUpdate = process.env.TARO_ENV === 'h5'

/** Opens the file in a browser, which a calendar then reads; false where there is none. */
export function openCalendarFile(icsUrl: string) {
  const page = browser()
  if (page) page.location.href = `${API_BASE}${icsUrl}`
  return page !== undefined
}

/**
 * Puts something into the phone's calendar. WeChat allows it only at once in a tap, so nothing is awaited before; its privacy notice
 * it then shows by itself. A refusal is a value.
 */
export const addToCalendar = ({ title, startsAt, endsAt, place, text, icsUrl }: CalendarEntry) =>
  attempt(async () => {
    if (!openCalendarFile(icsUrl))
      await Taro.addPhoneCalendar({
        title,
        startTime: seconds(startsAt),
        endTime: String(seconds(endsAt)),
        location: place,
        description: text,
        alarm: true,
        alarmOffset: alarmSeconds,
      })
  })

/** Which change of a booking stands in this phone's calendar: its sequence number. */
export const inCalendar = (id: string) => stored(`cache.calendar.${id}`, asNumber)
