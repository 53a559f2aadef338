import { execFile } from 'node:child_process'
import { mkdir, open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { codeOf } from '../platform/process/fault-code'

const run = promisify(execFile)

/** A small file system in memory, mounted at a folder, that can be filled to the last byte. */
export interface SmallDisk {
  fill: () => Promise<void>
  empty: () => Promise<void>
  close: () => Promise<void>
}

/** Mounts a small disk at `folder`; null where this process may not mount (not root, not Linux). */
export async function mountSmallDisk(folder: string, megabytes: number): Promise<SmallDisk | null> {
  await mkdir(folder, { recursive: true })
  const mounted = await run('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=0755`, 'tmpfs', folder]).then(
    () => true,
    () => false,
  )
  if (!mounted) return null
  const ballast = join(folder, 'ballast')
  return {
    async fill() {
      const file = await open(ballast, 'a')
      try {
        // Large pieces first, then small ones: not a page is left.
        for (const bytes of [1024 * 1024, 4096]) await writeUntilFull(file, Buffer.alloc(bytes, 1))
      } finally {
        await file.close()
      }
    },
    empty: () => rm(ballast, { force: true }),
    close: () => run('umount', ['-l', folder]).then(() => undefined),
  }
}

async function writeUntilFull(file: Awaited<ReturnType<typeof open>>, piece: Buffer): Promise<void> {
  try {
    for (;;) await file.write(piece)
  } catch (fault) {
    if (codeOf(fault) !== 'ENOSPC') throw fault
  }
}
