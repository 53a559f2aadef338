import { asText, stored } from '../../../platform/device/storage'

/**
 * For whom somebody booked last on this device: the id of a remembered person, or the name of one who was new then; nothing for themselves.
 * Signing out removes it.
 */
export const lastChoice = stored('cache.bookings.for', asText)
