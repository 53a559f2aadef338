import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { hashToken, keysFrom, loadDataKey, newHumanCode, newToken, parseDataKey, readHumanCode } from './crypto'

const keys = keysFrom(Buffer.alloc(32, 7))

describe('sealed fields', () => {
  test('open to what was sealed, Chinese and empty text included', () => {
    for (const plain of ['13800000000', '3 单元 502 室', '']) expect(keys.unseal(keys.seal(plain, 'home.room'), 'home.room')).toBe(plain)
  })

  test('look different every time, so equal phones cannot be told apart in a dump', () => {
    expect(keys.seal('13800000000', 'account.phone')).not.toBe(keys.seal('13800000000', 'account.phone'))
  })

  test('do not open in another column, under another key, or when one bit was changed', () => {
    const sealed = keys.seal('13800000000', 'account.phone')
    expect(() => keys.unseal(sealed, 'home.room')).toThrow()
    expect(() => keysFrom(Buffer.alloc(32, 8)).unseal(sealed, 'account.phone')).toThrow()
    const bytes = Buffer.from(sealed.slice(3), 'base64url')
    for (const at of [0, 13, bytes.length - 1]) {
      const changed = Buffer.from(bytes)
      changed[at] = (changed[at] ?? 0) ^ 1
      expect(() => keys.unseal(`k1.${changed.toString('base64url')}`, 'account.phone')).toThrow()
    }
  })
})

test('the blind index of a phone is stable, keyed, and bound to its column', () => {
  const index = keys.blind('13800000000', 'account.phone')
  expect(keys.blind('13800000000', 'account.phone')).toBe(index)
  expect(keys.blind('13800000001', 'account.phone')).not.toBe(index)
  expect(keys.blind('13800000000', 'case.phone')).not.toBe(index)
  expect(keysFrom(Buffer.alloc(32, 8)).blind('13800000000', 'account.phone')).not.toBe(index)
})

test('a signature holds for exactly its parts', () => {
  const signature = keys.sign('file', 'a', '1')
  expect(keys.signedBy(signature, 'file', 'a', '1')).toBe(true)
  expect(keys.signedBy(signature, 'file', 'a1', '')).toBe(false)
  expect(keys.signedBy('', 'file', 'a', '1')).toBe(false)
})

describe('the data key', () => {
  let dir: string
  beforeEach(async () => void (dir = await mkdtemp(join(tmpdir(), 'keys-'))))
  afterEach(() => rm(dir, { recursive: true }))

  test('is made once, for its owner only, and read again', async () => {
    const first = await loadDataKey(dir)
    expect(await loadDataKey(dir)).toEqual(first)
    expect((await stat(join(dir, 'data.key'))).mode & 0o777).toBe(0o600)
  })

  test('is one key for processes that start at once, with no leftovers', async () => {
    const made = await Promise.all(Array.from({ length: 8 }, () => loadDataKey(dir)))
    expect(new Set(made.map((key) => key.toString('hex'))).size).toBe(1)
    expect(await readdir(dir)).toEqual(['data.key'])
  })

  test('from DATA_KEY is taken as written and leaves no file', async () => {
    expect(await loadDataKey(dir, '07'.repeat(32))).toEqual(Buffer.alloc(32, 7))
    expect(await readdir(dir)).toEqual([])
    await expect(loadDataKey(dir, 'short')).rejects.toThrow('DATA_KEY')
  })

  test('that was damaged stops the start and is never replaced', async () => {
    await writeFile(join(dir, 'data.key'), 'rubbish')
    await expect(loadDataKey(dir)).rejects.toThrow('restore it')
    expect(await readFile(join(dir, 'data.key'), 'utf8')).toBe('rubbish')
  })

  test('reads as hex or base64 of 32 bytes only', () => {
    expect(parseDataKey(Buffer.alloc(32, 1).toString('base64'))).toEqual(Buffer.alloc(32, 1))
    expect(parseDataKey(Buffer.alloc(31, 1).toString('base64'))).toBeNull()
  })
})

test('tokens carry 256 bits and are stored as a hash', () => {
  const token = newToken()
  expect(Buffer.from(token, 'base64url')).toHaveLength(32)
  expect(hashToken(token)).toMatch(/^[0-9a-f]{64}$/)
  expect(hashToken(token)).not.toBe(hashToken(newToken()))
})

test('codes for people avoid look-alikes and read back however they are typed', () => {
  for (let i = 0; i < 500; i += 1) expect(newHumanCode()).toMatch(/^[A-HJ-NP-Z2-9]{10}$/)
  expect(readHumanCode(' abcde-fgh 23')).toBe('ABCDEFGH23')
})
