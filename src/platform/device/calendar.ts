import { lastReminderHours } from '@doorstep/contract/rules'
import Taro from '@tarojs/taro'
import { browser } from './browser'
import { attempt } from './privacy'
import { asNumber, asText, stored } from './storage'

/** A calendar entry; times are instants, the alarm rings `lastReminderHours` before. */
export interface CalendarEntry {
  title: string
  startsAt: string
  endsAt: string
  place: string
  text: string
  /** Signed address of the same entry as an iCalendar file, relative to the API's origin. */
  icsUrl: string
}

const alarmSeconds = lastReminderHours * 3600
const seconds = (at: string) => Math.floor(Date.parse(at) / 1000)

/**
 * Whether a later change can update the entry: a calendar updates the browser's file by its UID, while WeChat never changes what it wrote.
 */
export const calendarCanUpdate = process.env.TARO_ENV === 'h5'

/** Opens the iCalendar file in a browser, for the calendar to import; returns false where there is none. */
export function openCalendarFile(icsUrl: string) {
  const page = browser()
  if (page) page.location.href = `${API_BASE}${icsUrl}`
  return page !== undefined
}

/**
 * Adds an entry to the phone's calendar. WeChat allows it only synchronously in a tap, so nothing is awaited before; it shows its privacy
 * notice itself. A refusal is a value.
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

/** Returns what an entry says, to tell whether what is in the calendar differs. */
export const entrySays = ({ title, startsAt, endsAt, place, text }: CalendarEntry) => [title, startsAt, endsAt, place, text].join('\n')

/**
 * Holds what the entry says that was added to this phone's calendar (`entrySays`); earlier versions kept the sequence number of the booking's
 * change instead.
 */
export const inCalendar = (id: string) => stored<string | number>(`cache.calendar.${id}`, (raw) => asText(raw) ?? asNumber(raw))
