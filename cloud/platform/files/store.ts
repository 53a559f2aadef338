import { randomBytes } from 'node:crypto'
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** Where the bytes of files lie. Keys are made by the application (`370602/4f/<id>.full`), never by a caller. */
export interface FileStore {
  /** Keeps `bytes` under `key`; when it returns they survive a power cut. The same key again replaces them. */
  put: (key: string, bytes: Buffer, mime: string) => Promise<void>
  /** The bytes, or null when there are none. */
  get: (key: string) => Promise<Buffer | null>
  /** Forgets a key; nothing happens when there is none. */
  remove: (key: string) => Promise<void>
  /** Resolves when the store can be written, rejects with the reason when not. */
  ready: () => Promise<void>
}

/** A folder of this machine. */
export function localStore(folder: string): FileStore {
  const at = (key: string) => join(folder, key)
  const put = async (key: string, bytes: Buffer) => {
    const path = at(key)
    const beside = dirname(path)
    await mkdir(beside, { recursive: true, mode: 0o700 })
    const temporary = `${path}.${randomBytes(6).toString('hex')}.part`
    try {
      await written(temporary, bytes)
      await rename(temporary, path)
    } catch (fault) {
      await rm(temporary, { force: true })
      throw fault
    }
    await synced(beside)
  }
  return {
    put,
    get: (key) =>
      readFile(at(key)).catch((fault: unknown) => {
        if (isMissing(fault)) return null
        throw fault
      }),
    remove: (key) => rm(at(key), { force: true }),
    ready: async () => {
      await put('.ready', Buffer.alloc(0))
    },
  }
}

async function written(path: string, bytes: Buffer) {
  const file = await open(path, 'wx', 0o600)
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** A rename lasts only once its folder is on disk too; Windows has no such call and needs none. */
async function synced(folder: string) {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

const isMissing = (fault: unknown) => typeof fault === 'object' && fault !== null && 'code' in fault && fault.code === 'ENOENT'
