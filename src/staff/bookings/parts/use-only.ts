import { useRead } from '../../../platform/api/query'

/**
 * The services that are the caller's at a place, who gives them as a professional; null: the whole place is. Undefined while that is
 * not known. Read only `when` it is needed.
 */
export function useOnly(venue: string, when = true): readonly string[] | null | undefined {
  const venues = useRead('GET /v1/staff/venues', {}, { when: when && venue !== '' })
  return venues.value?.rows.find((row) => row.venue.code === venue)?.only
}
