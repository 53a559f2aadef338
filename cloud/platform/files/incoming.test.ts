import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { incomingPath, openIncoming, sweepParts } from './incoming'

test('what a killed process left is deleted after an hour, what is under way stays', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'doorstep-incoming-'))
  const folder = await openIncoming(dataDir)
  const [left, underWay] = [incomingPath(folder), incomingPath(folder)]
  for (const path of [left, underWay]) await writeFile(path, 'x')
  const twoHoursAgo = new Date(Date.now() - 2 * 3600 * 1000)
  await utimes(left, twoHoursAgo, twoHoursAgo)
  await sweepParts(folder)
  expect(await readdir(folder)).toEqual([underWay.slice(folder.length + 1)])
  await rm(dataDir, { recursive: true })
})
