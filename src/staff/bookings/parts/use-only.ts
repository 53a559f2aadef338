import { useRead } from '../../../platform/api/query'

/**
 * Returns the services of a venue the caller gives as a professional, or null if they work for the whole venue. Undefined while unknown.
 * Read only when `when` is true.
 */
export function useOnly(venue: string, when = true): readonly string[] | null | undefined {
  const venues = useRead('GET /v1/staff/venues', {}, { when: when && venue !== '' })
  return venues.value?.rows.find((row) => row.venue.code === venue)?.only
}
