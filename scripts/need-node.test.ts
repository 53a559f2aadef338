import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Linter } from 'eslint'

const checker = join(__dirname, 'need-node.cjs')

/** Runs a program behind the version check, as if this Node were `version`. */
function startAs(version: string) {
  const pretend = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${version}' } });`
  const { status, stdout, stderr } = spawnSync(process.execPath, ['-e', `${pretend} require('${checker}'); console.log('started')`], {
    encoding: 'utf8',
  })
  return { status, stdout: stdout.trim(), stderr: stderr.trim() }
}

test.each(['10.24.1', '12.22.12', '18.20.8', '20.18.3'])('Node %s is refused in words', (version) => {
  expect(startAs(version)).toEqual({
    status: 1,
    stdout: '',
    stderr: `Doorstep needs Node 20.19 or newer, and this is ${version}. Install Node 26: https://nodejs.org`,
  })
})

test.each(['20.19.0', '22.13.0', '24.0.0', '26.12.1', '100.0.0'])('Node %s is let pass', (version) => {
  expect(startAs(version)).toEqual({ status: 0, stdout: 'started', stderr: '' })
})

test('a Node of ten years ago can read the sentence', () => {
  const found = new Linter().verify(readFileSync(checker, 'utf8'), { languageOptions: { ecmaVersion: 5, sourceType: 'script' } })
  expect(found).toEqual([])
})

test('every command of package.json asks first', () => {
  const { scripts, engines } = JSON.parse(readFileSync(join(__dirname, '..', 'package.json'), 'utf8')) as {
    scripts: Record<string, string>
    engines: { node: string }
  }
  const unasked = Object.entries(scripts).filter(([, command]) => /^node (?!-r \.\/scripts\/need-node\.cjs )/.test(command))
  expect(unasked).toEqual([])
  expect(engines.node).toBe('>=20.19')
})
