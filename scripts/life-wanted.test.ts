import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { whatToDo } from './life-wanted.mjs'

const folder = mkdtempSync(join(tmpdir(), 'doorstep-lived-in-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function dataDir(name: string, files: readonly string[]): string {
  const made = join(folder, name)
  mkdirSync(made)
  for (const file of files) writeFileSync(join(made, file), '')
  return made
}
const demo = { DEMO: '1' }

test('the life is made once, in an empty folder of a demo', () => {
  expect(whatToDo({ env: demo, args: [], folder: join(folder, 'missing') })).toBe('make')
  expect(whatToDo({ env: demo, args: [], folder: dataDir('empty', []) })).toBe('make')
  expect(whatToDo({ env: demo, args: [], folder: dataDir('used', ['pg', 'data.key']) })).toBe('leave')
})

test('nothing of it is made outside the demo, in a database of one’s own, or where it is not wanted', () => {
  const empty = join(folder, 'missing')
  for (const env of [{}, { DEMO: '0' }, { DEMO: '' }]) expect(whatToDo({ env, args: [], folder: empty })).toBe('leave')
  expect(whatToDo({ env: { ...demo, DATABASE_URL: 'postgres://here/mine' }, args: [], folder: empty })).toBe('leave')
  expect(whatToDo({ env: demo, args: ['--empty'], folder: empty })).toBe('leave')
})

test('one that was interrupted is never served', () => {
  const half = dataDir('half', ['pg', '.demo-unfinished'])
  expect(whatToDo({ env: demo, args: [], folder: half })).toBe('makeAgain')
  for (const env of [{}, { DEMO: '0' }]) expect(whatToDo({ env, args: [], folder: half })).toBe('clear')
  expect(whatToDo({ env: demo, args: ['--empty'], folder: half })).toBe('clear')
})

test('nothing of the cloud but the tool itself imports it', () => {
  const sources = readdirSync('cloud', { recursive: true, encoding: 'utf8' }).filter(
    (path) => /\.ts$/.test(path) && !/(^|\/)node_modules\//.test(path) && !path.startsWith('demo/'),
  )
  expect(sources.length).toBeGreaterThan(300)
  expect(sources.filter((path) => /from '(\.\.?\/)+demo\//.test(readFileSync(join('cloud', path), 'utf8')))).toEqual([])
})
