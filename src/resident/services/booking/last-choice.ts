import { asText, stored } from '../../../platform/device/storage'

/** For whom somebody booked last on this device: the id of a remembered person, or empty for themselves. Signing out removes it. */
export const lastChoice = stored('cache.bookings.for', asText)
