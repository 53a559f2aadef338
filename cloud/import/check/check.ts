import type { Day } from '../../platform/time/calendar'
import type { Report } from '../source/fault'
import type { Files } from '../source/folder'
import { checkCategories } from './check-categories'
import { checkPeople } from './check-people'
import { checkAreas } from './check-places'
import { checkServices } from './check-services'

/** Compares a district's files with one another: unknown codes, overlapping grids, teams without a grid member … */
export function checkFiles(files: Files, today: Day, report: Report): void {
  checkAreas(files, report)
  checkPeople(files, report)
  checkCategories(files, report)
  checkServices(files, today, report)
}
