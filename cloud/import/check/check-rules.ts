import { ruleFaults, type RuleFault } from '@doorstep/contract/openings/rule-faults'
import type { Fault, Report } from '../source/fault'
import { exceptionDays, writtenRules } from '../rows/opening-rules'
import { exceptionsFile, openingsFile, servicesFile, type ExceptionLine, type OpeningLine, type ServiceLine } from '../rows/service-files'

/** Column of services.csv that contains a rule, by the rule's name. */
const cells = { walkInPercent: 'walk_in_percent', approval: 'approval_hours', minimum: 'minimum_people' } as const

/** Reports rules that have no meaning for a service's way, or give no slots: they are mistakes, because the author expects an effect. */
export function checkRules(
  service: ServiceLine,
  openings: readonly OpeningLine[],
  exceptions: readonly ExceptionLine[],
  report: Report,
): void {
  const { row, way, minimum_people: people, minimum_hours: hours } = service
  if ((people === null) !== (hours === null)) {
    const column = people === null ? 'minimum_people' : 'minimum_hours'
    report({ file: servicesFile.file, row, column, found: '', wanted: 'minimum_people 和 minimum_hours 要么都填，要么都空着' })
  }
  const days = exceptionDays(exceptions)
  const where = ({ path: [rule, at, , hour] }: RuleFault): Pick<Fault, 'file' | 'row' | 'column' | 'found'> => {
    if (rule === 'weekly' || rule === 'exceptions') {
      const line = rule === 'weekly' ? openings[Number(at)] : days[Number(at)]?.lines[Number(hour)]
      const { file } = rule === 'weekly' ? openingsFile : exceptionsFile
      return { file, row: line?.row ?? null, column: 'to', found: line?.to ?? '' }
    }
    const column = cells[rule as keyof typeof cells]
    return { file: servicesFile.file, row, column, found: String(service[column] ?? '') }
  }
  for (const fault of ruleFaults(writtenRules(service, openings, exceptions), way)) report({ ...where(fault), wanted: fault.says })
}
