/**
 * Returns the range of `total` bytes a Range header asks for, both ends included (RFC 9110 §14). Null means the whole: no header, several
 * ranges at once, another unit, or a range beyond the end — a server may always answer with everything.
 */
export function stretchOf(range: string | undefined, total: number): { from: number; to: number } | null {
  const [, first = '', last = ''] = /^bytes=(\d{0,12})-(\d{0,12})$/.exec(range ?? '') ?? []
  if (first === '' && last === '') return null
  const from = first === '' ? Math.max(0, total - Number(last)) : Number(first)
  const to = first === '' || last === '' ? total - 1 : Math.min(Number(last), total - 1)
  return from <= to ? { from, to } : null
}
