import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { incomingPath, openIncoming, sweepIncoming } from './incoming'

test('what a killed process left is deleted after an hour, what is under way stays', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'doorstep-incoming-'))
  const folder = await openIncoming(dataDir)
  const [left, underWay] = [incomingPath(folder), incomingPath(folder)]
  // An upload, and the two sizes of a photo made of it.
  const old = [left, `${left}.full`, `${left}.thumb`]
  for (const path of [...old, underWay]) await writeFile(path, 'x')
  const twoHoursAgo = new Date(Date.now() - 2 * 3600 * 1000)
  for (const path of old) await utimes(path, twoHoursAgo, twoHoursAgo)
  await sweepIncoming(folder)
  expect(await readdir(folder)).toEqual([underWay.slice(folder.length + 1)])
  await rm(dataDir, { recursive: true })
})
