import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { roomReference } from '../rooms'
import { tablesOf, usesIn, usesUnder, type TableUse } from './table-uses'

/** Writes that need not move a version, by file and table, with the reason. */
const untouched: Record<string, string> = {
  'import/write/apply.ts branch_grid': 'the import moves the versions of all it changed, by touchParts',
  'platform/database/staff.ts staff': 'whose account a staff member is bound to is in no part',
  'services/slots/calendar-store.ts service': 'by which calendar slots were planned, and until when, is in no part',
  'import/write/retire.ts grid': 'the import moves the versions of all it changed, by touchParts',
  'import/write/retire.ts staff': 'the import moves the versions of all it changed, by touchParts',
  'import/write/retire.ts staff_role': 'the import moves the versions of all it changed, by touchParts',
  'import/write/retire.ts team_member': 'the import moves the versions of all it changed, by touchParts',
}

const root = join(__dirname, '..')
const tables = tablesOf(readFileSync(join(root, 'platform/database/schema.ts'), 'utf8'))
const partOf = new Map(roomReference.flatMap(({ name, tables: own }) => own.map((table): [string, string] => [table, name])))

/** Returns the parts that a source touches, each with the lines of the function that does it. */
function touchesOf(text: string): { part: string; from: number; to: number }[] {
  const source = ts.createSourceFile('source.ts', text, ts.ScriptTarget.Latest, true)
  const lineOf = (at: number) => source.getLineAndCharacterOfPosition(at).line + 1
  const found: { part: string; from: number; to: number }[] = []
  const visit = (node: ts.Node, within: ts.Node): void => {
    if (ts.isCallExpression(node) && node.expression.getText() === 'touchReference') {
      const [from, to] = [lineOf(within.getStart(source)), lineOf(within.end)]
      found.push(...node.arguments.filter(ts.isStringLiteral).map(({ text: part }) => ({ part, from, to })))
    }
    ts.forEachChild(node, (child) => visit(child, node.parent === source ? node : within))
  }
  ts.forEachChild(source, (child) => visit(child, child))
  return found
}

/** Writes of reference tables in functions that do not move the version of their part. */
const forgotten = (uses: readonly TableUse[], textOf: (file: string) => string): string[] =>
  uses.flatMap(({ file, line, table, writes }) => {
    const part = partOf.get(table)
    if (!writes || part === undefined || `${file} ${table}` in untouched) return []
    if (touchesOf(textOf(file)).some((one) => one.part === part && one.from <= line && line <= one.to)) return []
    return [`${file}:${line} writes ${table}: call touchReference(tx, districtId, '${part}') after it`]
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
  const writer = (touch: string) => `async function one() {\n  ${touch}\n  await tx.updateTable('staff').set({ name }).execute()\n}\n`
  const found = (text: string) => forgotten(usesIn('duty/planted.ts', text, tables), () => text)
  const said = [expect.stringContaining("duty/planted.ts:3 writes staff: call touchReference(tx, districtId, 'staff')")]
  expect(found(writer("await touchReference(tx, districtId, 'areas')"))).toEqual(said)
  expect(found(writer("await touchReference(tx, districtId, 'areas', 'staff')"))).toEqual([])
  // What another function touches does not count.
  expect(found(`${writer('')}async function other() {\n  await touchReference(tx, districtId, 'staff')\n}\n`)).toEqual(said)
})
