import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { roomReference } from '../rooms'
import { tablesOf, usesIn, usesUnder, type TableUse } from './table-uses'

/** Writes that need not move a version, by file and table, with the reason. */
const untouched: Record<string, string> = {
  'import/write/apply.ts branch_grid': 'the import moves the versions of all it changed, by touchParts',
  'services/slots/calendar-store.ts service': 'the calendar that slots were planned by is in no part',
  'import/write/retire.ts grid': 'the import moves the versions of all it changed, by touchParts',
  'import/write/retire.ts staff': 'the import moves the versions of all it changed, by touchParts',
  'import/write/retire.ts staff_role': 'the import moves the versions of all it changed, by touchParts',
  'import/write/retire.ts team_member': 'the import moves the versions of all it changed, by touchParts',
}

const root = join(__dirname, '..')
const tables = tablesOf(readFileSync(join(root, 'platform/database/schema.ts'), 'utf8'))
const partOf = new Map(roomReference.flatMap(({ name, tables: own }) => own.map((table): [string, string] => [table, name])))

/** Writes of reference tables in files that do not move the version of their part. */
const forgotten = (uses: readonly TableUse[], textOf: (file: string) => string): string[] =>
  uses.flatMap(({ file, line, table, writes }) => {
    const part = partOf.get(table)
    if (!writes || part === undefined || `${file} ${table}` in untouched) return []
    const touches = [...textOf(file).matchAll(/touchReference\(([^;]*)\)/g)].some(([, given = '']) => given.includes(`'${part}'`))
    return touches ? [] : [`${file}:${line} writes ${table}: call touchReference(tx, districtId, '${part}') after it`]
  })

const read = (file: string) => readFileSync(join(root, file), 'utf8')
const uses = usesUnder(root, tables)

test('whoever writes a reference table moves the version of its part', () => {
  expect(forgotten(uses, read)).toEqual([])
})

test('every exception is still there', () => {
  const seen = new Set(uses.filter(({ writes }) => writes).map(({ file, table }) => `${file} ${table}`))
  expect(Object.keys(untouched).filter((use) => !seen.has(use) && partOf.has(use.split(' ')[1] ?? ''))).toEqual([])
})

test('a table is in one part at most', () => {
  const all = roomReference.flatMap(({ tables: own }) => [...own])
  expect(new Set(all).size).toBe(all.length)
  expect(new Set(roomReference.map(({ name }) => name)).size).toBe(roomReference.length)
})

test('a write that is forgotten is seen, and one of another part does not do', () => {
  const text = "tx.updateTable('staff').set({ name }).execute(); touchReference(tx, districtId, 'areas')"
  const planted = usesIn('duty/planted.ts', text, tables)
  expect(forgotten(planted, () => text)).toEqual([
    expect.stringContaining("duty/planted.ts:1 writes staff: call touchReference(tx, districtId, 'staff')"),
  ])
  expect(forgotten(planted, () => text.replace("'areas'", "'areas', 'staff'"))).toEqual([])
})
