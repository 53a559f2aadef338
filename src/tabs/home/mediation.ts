import { useRead } from '../../platform/api/query'

/** The district's category for mediation, by its own words; undefined while unknown, then the form asks what it is about. */
export function useMediationCategory() {
  const categories = useRead('GET /v1/categories', {})
  return categories.value?.rows.find(({ name, hint }) => name.includes('调解') || hint.includes('调解'))?.code
}
