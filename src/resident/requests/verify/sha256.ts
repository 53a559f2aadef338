/**
 * Returns the SHA-256 (FIPS 180-4) of UTF-8 text, in hex. WeChat's engine has neither `crypto.subtle` nor, on iOS 13, the BigInt that hash
 * libraries load.
 */
export function sha256(text: string): string {
  const bytes = padded(utf8(text))
  const state = [...initial]
  const words = new Array<number>(64)
  for (let block = 0; block < bytes.length; block += 64) {
    for (let i = 0; i < 16; i++) words[i] = int(bytes, block + i * 4)
    for (let i = 16; i < 64; i++) {
      const a = at(words, i - 15)
      const b = at(words, i - 2)
      const small0 = turn(a, 7) ^ turn(a, 18) ^ (a >>> 3)
      const small1 = turn(b, 17) ^ turn(b, 19) ^ (b >>> 10)
      words[i] = (at(words, i - 16) + small0 + at(words, i - 7) + small1) | 0
    }
    compress(state, words)
  }
  return state.map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('')
}

const at = (list: ArrayLike<number>, i: number) => list[i] ?? 0
const turn = (word: number, by: number) => (word >>> by) | (word << (32 - by))
const int = (bytes: Uint8Array, i: number) => (at(bytes, i) << 24) | (at(bytes, i + 1) << 16) | (at(bytes, i + 2) << 8) | at(bytes, i + 3)

function compress(state: number[], words: number[]) {
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state
  for (let i = 0; i < 64; i++) {
    const big1 = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)
    const first = (h + big1 + ((e & f) ^ (~e & g)) + at(constants, i) + at(words, i)) | 0
    const big0 = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)
    const second = (big0 + ((a & b) ^ (a & c) ^ (b & c))) | 0
    ;[h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0]
  }
  ;[a, b, c, d, e, f, g, h].forEach((word, i) => {
    state[i] = (at(state, i) + word) | 0
  })
}

/** Returns the text's bytes; the contract rejects lone surrogates, so each pair is complete. */
function utf8(text: string): number[] {
  const bytes: number[] = []
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0
    if (point < 0x80) bytes.push(point)
    else if (point < 0x800) bytes.push(0xc0 | (point >> 6), 0x80 | (point & 63))
    else if (point < 0x10000) bytes.push(0xe0 | (point >> 12), 0x80 | ((point >> 6) & 63), 0x80 | (point & 63))
    else bytes.push(0xf0 | (point >> 18), 0x80 | ((point >> 12) & 63), 0x80 | ((point >> 6) & 63), 0x80 | (point & 63))
  }
  return bytes
}

/** Returns the bytes padded to whole blocks: a one bit, zeros, the length in bits. */
function padded(bytes: number[]): Uint8Array {
  const whole = new Uint8Array(Math.ceil((bytes.length + 9) / 64) * 64)
  whole.set(bytes)
  whole[bytes.length] = 0x80
  const bits = bytes.length * 8
  for (let i = 0; i < 4; i++) {
    whole[whole.length - 1 - i] = (bits >>> (8 * i)) & 255
    whole[whole.length - 5 - i] = Math.floor(bits / 2 ** 32) >>> (8 * i)
  }
  return whole
}

/** The first 32 bits of the fractional parts of the roots of the first primes (FIPS 180-4 §4.2.2, §5.3.3). */
const primes = firstPrimes(64)
const fraction = (root: number) => ((root - Math.floor(root)) * 2 ** 32) | 0
const initial = primes.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)))
const constants = primes.map((prime) => fraction(Math.cbrt(prime)))

function firstPrimes(count: number): number[] {
  const found: number[] = []
  for (let n = 2; found.length < count; n++) if (found.every((prime) => n % prime !== 0)) found.push(n)
  return found
}
