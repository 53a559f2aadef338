import type { Report } from '../source/fault'
import { organisationsFile } from '../source/files'
import type { Files } from '../source/folder'
import { checkReferences, groupBy } from './references'

/** Checks that organisations stand in known buildings, each name once in a building. */
export function checkOrganisations({ organisations, buildings }: Files, report: Report): void {
  if (organisations === null) return
  checkReferences(organisations, 'building_code', buildings.codes, '楼栋代码不在 buildings.csv 里', report)
  const named = groupBy(organisations.rows, ({ building_code: building, name }) => `${building} ${name}`)
  for (const [first, ...others] of named.values())
    for (const { row, name } of others)
      report({
        file: organisationsFile.file,
        row,
        column: 'name',
        found: name,
        wanted: `与第 ${first?.row ?? 0} 行是同一栋楼里的同名单位，请合成一行或写明区别`,
      })
}
