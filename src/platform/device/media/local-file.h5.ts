import type { LocalFile } from './local-file'

/** Opens the file behind a URL of the browser; undefined when there is none. */
export async function localFile(path: string): Promise<LocalFile | undefined> {
  try {
    const blob = await (await fetch(path)).blob()
    return {
      size: blob.size,
      name: `${blob.size}.${(await digestOf(blob)) ?? path}`,
      read: (from, to) => blob.slice(from, to).arrayBuffer(),
    }
  } catch {
    return undefined
  }
}

/** Returns the digest in hexadecimal; undefined on a page that was not loaded over HTTPS, where browsers compute none. */
async function digestOf(blob: Blob): Promise<string | undefined> {
  const { subtle } = crypto as Partial<Crypto>
  if (subtle === undefined) return undefined
  const digest = new Uint8Array(await subtle.digest('SHA-256', await blob.arrayBuffer()))
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
