import { randomBytes } from 'node:crypto'
import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { hourMs } from '@doorstep/contract/time-words'

/** Returns the folder of files that are under way: received, inspected, read from a remote store. */
export const incomingFolder = (dataDir: string) => join(dataDir, 'incoming')

/** Returns a new path in the folder, which nobody can guess. */
export const incomingPath = (folder: string) => join(folder, `${randomBytes(12).toString('hex')}.part`)

/** Creates the folder. */
export async function openIncoming(dataDir: string): Promise<string> {
  const folder = incomingFolder(dataDir)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  return folder
}

/** Deletes what a process that was killed left in the folder over an hour ago: no upload takes so long. */
export async function sweepIncoming(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name)
    const written = await stat(path).catch(() => null)
    if (written !== null && Date.now() - written.mtimeMs > hourMs) await rm(path, { recursive: true, force: true })
  }
}
