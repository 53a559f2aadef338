import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes, randomInt, timingSafeEqual } from 'node:crypto'
import { link, mkdir, open, readFile, unlink } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * All cryptography of the cloud, derived from one 32-byte data key. Each purpose has its own key (HKDF), so a leaked link key decrypts no
 * field. Losing the data key loses phones, addresses and links; sessions and rows survive.
 */
export interface Keys {
  /**
   * Encrypts UTF-8 text by AES-256-GCM; `place` (`account.phone`) is authenticated, so a value moved to another column cannot be decrypted.
   */
  seal: (plain: string, place: string) => string
  /**
   * Decrypts what `seal` wrote. Throws when the value was changed, moved, or encrypted by another key: an internal error, not bad input.
   */
  unseal: (sealed: string, place: string) => string
  /** Decrypts as `unseal` does; null where that throws: one damaged value costs a field, not the page it is on. */
  open: (sealed: string, place: string) => string | null
  /** Returns a keyed hash for finding an encrypted value by equality. Normalise first: `blind` compares bytes. */
  blind: (plain: string, place: string) => string
  /** Returns the signature of a link's parts, base64url. */
  sign: (...parts: string[]) => string
  /** True when `signature` is that of `parts`; runs in constant time. */
  signedBy: (signature: string, ...parts: string[]) => boolean
}

const version = 'k1'

/** `onLost` is told the place of each value that `open` cannot decrypt. */
export function keysFrom(dataKey: Buffer, onLost: (place: string) => void = () => undefined): Keys {
  if (dataKey.length !== 32) throw new Error('The data key must be 32 bytes')
  const derive = (purpose: string) => Buffer.from(hkdfSync('sha256', dataKey, '', `doorstep/${purpose}`, 32))
  const fieldKey = derive('field')
  const indexKey = derive('index')
  const linkKey = derive('link')
  const sign = (...parts: string[]) => createHmac('sha256', linkKey).update(JSON.stringify(parts)).digest('base64url')

  const unseal: Keys['unseal'] = (sealed, place) => {
    const [by, packed] = sealed.split('.')
    if (by !== version || packed === undefined) throw new Error('Sealed value of an unknown version')
    const bytes = Buffer.from(packed, 'base64url')
    const decipher = createDecipheriv('aes-256-gcm', fieldKey, bytes.subarray(0, 12), { authTagLength: 16 })
      .setAAD(Buffer.from(place))
      .setAuthTag(bytes.subarray(12, 28))
    return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8')
  }

  return {
    seal(plain, place) {
      const iv = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', fieldKey, iv).setAAD(Buffer.from(place))
      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
      return `${version}.${Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url')}`
    },
    unseal,
    open(sealed, place) {
      try {
        return unseal(sealed, place)
      } catch {
        onLost(place)
        return null
      }
    },
    blind: (plain, place) =>
      createHmac('sha256', indexKey)
        .update(JSON.stringify([place, plain]))
        .digest('base64url'),
    sign,
    signedBy(signature, ...parts) {
      const expected = Buffer.from(sign(...parts))
      const given = Buffer.from(signature)
      return given.length === expected.length && timingSafeEqual(given, expected)
    },
  }
}

/** Parses a 32-byte key written as base64, base64url or hex; null when it is none of them. */
export function parseDataKey(written: string): Buffer | null {
  const trimmed = written.trim()
  const bytes = /^[0-9a-f]{64}$/i.test(trimmed) ? Buffer.from(trimmed, 'hex') : Buffer.from(trimmed, 'base64')
  return bytes.length === 32 ? bytes : null
}

/**
 * Returns the data key: `written` (DATA_KEY) when given, else the file `data.key` in `dataDir`, created on first start, readable by its
 * owner only. Two processes that start at once get the same key: the file is created atomically.
 */
export async function loadDataKey(dataDir: string, written?: string): Promise<Buffer> {
  if (written !== undefined) {
    const key = parseDataKey(written)
    if (key === null) throw new Error('DATA_KEY must be 32 bytes, as base64 or 64 hex digits')
    return key
  }
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  const path = join(dataDir, 'data.key')
  const stored = await readFile(path, 'utf8').catch((fault: unknown) => {
    if (faultCode(fault) === 'ENOENT') return null
    throw fault
  })
  if (stored === null) {
    await createWhole(path, randomBytes(32).toString('base64'))
    return loadDataKey(dataDir)
  }
  const key = parseDataKey(stored)
  if (key === null) throw new Error(`${path} does not hold a data key; restore it from the backup`)
  return key
}

const faultCode = (fault: unknown) => (typeof fault === 'object' && fault !== null && 'code' in fault ? fault.code : undefined)

/** Creates a file with its content atomically; keeps the existing one when another process created it first. */
async function createWhole(path: string, content: string) {
  const temporary = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`
  const file = await open(temporary, 'wx', 0o600)
  try {
    await file.writeFile(content)
    await file.sync()
  } finally {
    await file.close()
  }
  try {
    await link(temporary, path)
  } catch (fault) {
    if (faultCode(fault) !== 'EEXIST') throw fault
  } finally {
    await unlink(temporary)
  }
}

/** Returns a new bearer token of 256 random bits, base64url. Only its `hashToken` is stored. */
export const newToken = () => randomBytes(32).toString('base64url')

/** Returns SHA-256 in hex: enough for random tokens of 256 bits, which nobody can try; a shorter code needs a key (`digestOfCode`). */
export const hashToken = (token: string) => createHash('sha256').update(token).digest('hex')

/** What `hashToken` returns, as versions before 0.4.0 stored it also of what can be guessed. */
export const bareDigest = /^[0-9a-f]{64}$/

const codeLetters = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'

/** Returns a new code that people read from paper and type: 10 characters (50 bits) without 0, O, 1, I. */
export const newHumanCode = () => Array.from({ length: 10 }, () => codeLetters.charAt(randomInt(codeLetters.length))).join('')

/**
 * Returns the digest by which a code for people is stored and found: 50 bits are tried in days, so without the key a stolen table gives them
 * away. Made of the bare digest, so that those of earlier versions can be keyed where they are.
 */
export const digestOfCode = (keys: Keys, bare: string, place: string): string => keys.blind(bare, place)

/** Normalises a typed code: upper case, without the spaces and dashes people add. */
export const readHumanCode = (typed: string) => typed.toUpperCase().replace(/[\s-]/g, '')
