import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'
import { StringDecoder } from 'node:string_decoder'
import { createGunzip } from 'node:zlib'

/** Creates a file, readable by its owner only, and syncs it to disk when `write` is done. Throws when it exists. */
export async function writtenWhole(path: string, write: (file: FileHandle) => Promise<unknown>): Promise<void> {
  const file = await open(path, 'wx', 0o600)
  try {
    await write(file)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** Returns a pipeline transform that passes everything on and computes its SHA-256. */
export function digesting(): { step: (source: AsyncIterable<Buffer>) => AsyncGenerator<Buffer>; sha256: () => string } {
  const hash = createHash('sha256')
  return {
    async *step(source) {
      for await (const chunk of source) {
        hash.update(chunk)
        yield chunk
      }
    },
    sha256: () => hash.digest('hex'),
  }
}

/** Returns the SHA-256 of a file, hex; null when there is none. */
export async function digestOfFile(path: string): Promise<string | null> {
  const hash = createHash('sha256')
  try {
    for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) hash.update(chunk)
  } catch (fault) {
    if (typeof fault === 'object' && fault !== null && 'code' in fault && fault.code === 'ENOENT') return null
    throw fault
  }
  return hash.digest('hex')
}

/**
 * Returns the decompressed content of a gzip file. Not a `pipeline`: when its reader throws, that reports an abort instead of the reader's
 * error.
 */
export function gunzipped(path: string): AsyncIterable<Buffer> {
  const packed = createReadStream(path)
  const content = createGunzip()
  packed.once('error', (fault) => content.destroy(fault))
  content.once('close', () => packed.destroy())
  return packed.pipe(content)
}

/** Yields lines, which end with \n only: Node's own line reader also breaks at U+2028, which JSON may contain unescaped. */
export async function* linesOf(source: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new StringDecoder('utf8')
  let rest = ''
  for await (const chunk of source) {
    const lines = (rest + decoder.write(chunk)).split('\n')
    rest = lines.pop() ?? ''
    yield* lines
  }
  rest += decoder.end()
  if (rest !== '') yield rest
}
