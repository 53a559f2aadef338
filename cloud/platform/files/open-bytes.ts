import { createHash } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'
import type { Readable } from 'node:stream'

/** A stored file held open. Its digest was computed from the very bytes that `stream` sends: a file that is replaced meanwhile is another. */
export interface OpenBytes {
  size: number
  sha256: string
  /** Streams the bytes from `from` to `to`, both included, all without them; closes the file at its end. Call it once, or `close`. */
  stream: (from?: number, to?: number) => Readable
  close: () => Promise<void>
}

const chunk = 256 * 1024

/** Reads a file to its end for its size and digest, a chunk at a time, and keeps it open. Takes over the handle. */
export async function openBytes(handle: FileHandle): Promise<OpenBytes> {
  try {
    const hash = createHash('sha256')
    const buffer = Buffer.allocUnsafe(chunk)
    let size = 0
    for (;;) {
      const { bytesRead } = await handle.read(buffer, 0, chunk, size)
      if (bytesRead === 0) break
      hash.update(buffer.subarray(0, bytesRead))
      size += bytesRead
    }
    return {
      size,
      sha256: hash.digest('hex'),
      stream: (start = 0, end = size - 1) => handle.createReadStream({ start, end: Math.max(start, end) }),
      close: () => handle.close(),
    }
  } catch (fault) {
    await handle.close()
    throw fault
  }
}
