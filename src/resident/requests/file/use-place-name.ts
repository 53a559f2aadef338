import { useCurrentGrid } from '../../../platform/place/current-grid'
import type { Filing } from './filing'

/**
 * Returns the building a request is about, by name: the chosen one, else where the resident lives, or what they look at; undefined where it
 * has to be chosen. A confidential report is never about their home by itself.
 */
export function usePlaceName({ buildingName, forOther }: Pick<Filing, 'buildingName' | 'forOther'>, secret: boolean): string | undefined {
  const { home, looked } = useCurrentGrid()
  if (buildingName !== '') return buildingName
  if (secret || forOther) return undefined
  return home ? `${home.building.name}（${home.label}）` : looked?.name
}
