import { randomBytes } from 'node:crypto'
import { mkdir, opendir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { hourMs } from '@doorstep/contract/time-words'

/** How the name of a file ends until it is whole. */
export const partEnding = '.part'

/** Returns the folder of files that are under way: received, inspected, read from a remote store. */
export const incomingFolder = (dataDir: string) => join(dataDir, 'incoming')

/** Returns a new path in the folder, which nobody can guess. */
export const incomingPath = (folder: string) => join(folder, `${randomBytes(12).toString('hex')}${partEnding}`)

/** Creates the folder. */
export async function openIncoming(dataDir: string): Promise<string> {
  const folder = incomingFolder(dataDir)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  return folder
}

/** Deletes everything that a killed process left among the incoming files over an hour ago, whatever its name. */
export const sweepIncoming = (folder: string) => deleteOld(folder, () => true)

/** Deletes the parts of files that a killed process left in the store, or below, over an hour ago. */
export const sweepParts = (folder: string) => deleteOld(folder, (name) => name.endsWith(partEnding))

/** Deletes the files with such names in the folder, or below, that are older than an hour: nothing takes so long to become whole. */
async function deleteOld(folder: string, isLeft: (name: string) => boolean): Promise<void> {
  for await (const entry of await opendir(folder)) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) await deleteOld(path, isLeft)
    else if (isLeft(entry.name)) {
      const written = await stat(path).catch(() => null)
      if (written !== null && Date.now() - written.mtimeMs > hourMs) await rm(path, { force: true })
    }
  }
}
