import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { screen } from '@testing-library/react'
import ts from 'typescript'
import { show } from '../../../testing/show'
import { StaffField } from './staff-field'

const staff = join(__dirname, '..', '..')
/** The request desk says of each act who reads it (`request-desk/acts.ts`). */
const byItself = join('parts', 'request-desk')
const pages = readdirSync(staff, { recursive: true, encoding: 'utf8' }).filter(
  (file) => file.endsWith('.tsx') && !file.endsWith('.test.tsx') && !file.startsWith(byItself) && !file.endsWith('staff-field.tsx'),
)

/** Returns the elements of a page that take typed text, each with the line it stands in and its attributes. */
function typedIn(file: string): { name: string; line: number; attributes: string[] }[] {
  const source = ts.createSourceFile(file, readFileSync(join(staff, file), 'utf8'), ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX)
  const found: ReturnType<typeof typedIn> = []
  const visit = (node: ts.Node) => {
    if (ts.isJsxSelfClosingElement(node) || ts.isJsxOpeningElement(node)) {
      const name = node.tagName.getText()
      if (/^(Input|Textarea|(\w*[a-z])?Field)$/.test(name))
        found.push({
          name,
          line: source.getLineAndCharacterOfPosition(node.getStart()).line + 1,
          attributes: node.attributes.properties.flatMap((one) => (ts.isJsxAttribute(one) ? [one.name.getText()] : [])),
        })
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

test('every text field of the staff’s pages says who reads it, also one that is new', () => {
  const fields = pages.flatMap((file) => typedIn(file).map((field) => ({ file, ...field })))
  expect(fields.length).toBeGreaterThan(25)
  const silent = fields.filter(({ name, attributes }) => name !== 'VoiceField' && (name !== 'StaffField' || !attributes.includes('readBy')))
  expect(silent.map(({ file, line, name }) => `${file}:${line} <${name}>`)).toEqual([])
})

test('a label says that residents read it, or that it stays inside; a search says nothing', () => {
  const field = (label: string, readBy: 'resident' | 'inside' | 'nobody') => (
    <StaffField label={label} readBy={readBy} onText={() => undefined} />
  )
  show(
    <>
      {field('原因', 'resident')}
      {field('备注', 'inside')}
      {field('找谁', 'nobody')}
    </>,
  )
  expect(screen.getAllByText(/居民看得到|内部/).map(({ textContent }) => textContent)).toEqual([' · 居民看得到', ' · 内部'])
  expect(screen.getByRole('textbox', { name: '原因' })).toBeTruthy()
})
