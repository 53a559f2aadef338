import { statfs } from 'node:fs/promises'

const megabyte = 1024 * 1024

/** Free space (bytes) of the disk that holds files and the embedded database, below which something happens, the last first. */
export const diskLimits = {
  /** The API says that it cannot write, while the database still can finish what it is doing. */
  unready: 128 * megabyte,
  /** No more photos and recordings are taken, so that cases and bookings can still be written. */
  noUploads: 512 * megabyte,
  /** A warning to the operator. */
  warning: 2048 * megabyte,
} as const

/** Returns the bytes that this process may still write to the disk of a folder. */
export async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize
}
