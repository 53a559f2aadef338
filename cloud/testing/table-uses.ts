import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import ts from 'typescript'

/** One use of a table in a source: where, by which room, and whether rows are changed there or only read. */
export interface TableUse {
  file: string
  line: number
  room: string
  table: string
  writes: boolean
}

const readers = new Set([
  'selectFrom',
  'innerJoin',
  'leftJoin',
  'rightJoin',
  'fullJoin',
  'crossJoin',
  'innerJoinLateral',
  'leftJoinLateral',
])
const writers = new Set(['insertInto', 'updateTable', 'deleteFrom', 'mergeInto'])
const inSql = /\b(from|join|insert\s+into|update|delete\s+from|truncate)\s+("?)([a-z_]+)\2(?=[\s,();]|$)/gi

/** Every table of the schema, by the interface that kysely's types are drawn from. */
export function tablesOf(schema: string): Set<string> {
  const source = ts.createSourceFile('schema.ts', schema, ts.ScriptTarget.Latest, true)
  const all = source.statements.find((node): node is ts.InterfaceDeclaration => ts.isInterfaceDeclaration(node) && node.name.text === 'DB')
  if (all === undefined) throw new Error('The schema has no interface DB')
  return new Set(all.members.flatMap(({ name }) => (name !== undefined && ts.isIdentifier(name) ? [name.text] : [])))
}

/** The room of a file of `cloud`; what stands at the top wires all rooms together. */
const roomOf = (file: string): string => (file.includes('/') ? (file.split('/')[0] ?? '') : 'top')

/** Uses of tables in one source, by kysely's builder and in `sql` texts. */
export function usesIn(file: string, text: string, tables: ReadonlySet<string>): TableUse[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)
  const uses: TableUse[] = []
  const add = (node: ts.Node, table: string, writes: boolean): void => {
    if (!tables.has(table)) return
    uses.push({ file, line: source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1, room: roomOf(file), table, writes })
  }
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      const { text: method } = node.expression.name
      const [first] = node.arguments
      if (first !== undefined && (readers.has(method) || writers.has(method)))
        for (const table of namesIn(first)) add(node, table, writers.has(method))
    }
    if (ts.isNoSubstitutionTemplateLiteral(node) || ts.isTemplateExpression(node) || ts.isStringLiteral(node)) {
      for (const [, verb = '', , table = ''] of sqlOf(node).matchAll(inSql)) {
        const reads = /^(from|join)$/i.test(verb)
        // `for update` and `on conflict do update` name no table after them.
        add(node, table, !reads)
      }
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return uses
}

/** The SQL of a text, with a mark where values stand; empty for a text that is none. */
function sqlOf(node: ts.NoSubstitutionTemplateLiteral | ts.TemplateExpression | ts.StringLiteral): string {
  const text = ts.isTemplateExpression(node)
    ? [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join(' ? ')
    : node.text
  const tagged = ts.isTaggedTemplateExpression(node.parent) && node.parent.tag.getText().startsWith('sql')
  return tagged || /^\s*(select|insert|update|delete|with)\b/i.test(text) ? text : ''
}

/** Tables an argument of the builder names: `'slot as s'`, several, or a parameter whose type lists them. */
function namesIn(argument: ts.Expression): string[] {
  if (ts.isStringLiteralLike(argument)) return [argument.text.split(/\s+/)[0] ?? '']
  if (ts.isArrayLiteralExpression(argument)) return argument.elements.flatMap(namesIn)
  if (ts.isIdentifier(argument)) return namesOfParameter(argument)
  return []
}

function namesOfParameter(name: ts.Identifier): string[] {
  for (let node: ts.Node = name; !ts.isSourceFile(node); node = node.parent) {
    if (!ts.isFunctionLike(node)) continue
    const parameter = node.parameters.find((one) => ts.isIdentifier(one.name) && one.name.text === name.text)
    if (parameter?.type !== undefined) return [...parameter.type.getText().matchAll(/'([a-z_]+)'/g)].map(([, table = '']) => table)
  }
  return []
}

const unread = /(\.test\.ts|\.d\.ts)$|^(testing|bench|faults|node_modules|bench)\/|\/testing\//

/** Uses of tables in all sources of a folder that run in production. */
export const usesUnder = (root: string, tables: ReadonlySet<string>): TableUse[] =>
  readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .filter((file) => !unread.test(file))
    .flatMap((file) => usesIn(file, readFileSync(join(root, file), 'utf8'), tables))
