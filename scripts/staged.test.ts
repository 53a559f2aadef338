import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'

const staged = { file: 'knip.json', text: '{"a":1}', changedAgain: false }

/** Runs formatStaged in a process of its own: prettier is an ES module, which Jest does not load. */
async function formatStaged(of: typeof staged): Promise<unknown> {
  const program = `import(${JSON.stringify(join(__dirname, 'staged.mjs'))})
    .then(({ formatStaged }) => formatStaged(${JSON.stringify(of)})).then((done) => console.log(JSON.stringify(done)))`
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', program], { cwd: join(__dirname, '..') })
  return JSON.parse(stdout)
}

test('a staged file is written as it is formatted; one that is formatted, or not ours to format, is left alone', async () => {
  expect(await formatStaged(staged)).toEqual({ write: '{ "a": 1 }\n' })
  expect(await formatStaged({ ...staged, text: '{ "a": 1 }\n' })).toEqual({})
  expect(await formatStaged({ ...staged, file: 'samples/areas.csv' })).toEqual({})
})

test('a file of which only a part is staged is not written to: it is refused', async () => {
  expect(await formatStaged({ ...staged, changedAgain: true })).toEqual({
    fault: 'knip.json is not formatted and only partly staged: npx prettier --write knip.json, then stage it again',
  })
})

test('a file that cannot be read as what it is fails', async () => {
  expect(await formatStaged({ ...staged, text: '{"a":' })).toEqual({
    fault: expect.stringMatching(/^knip\.json cannot be read: /) as string,
  })
})
