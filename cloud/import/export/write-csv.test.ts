import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { asWritten, csv } from './write-csv'

function cellsOf(text: string): string[] {
  const rows: string[][] = parse(text, { bom: true })
  return rows[0] ?? []
}

test.each(['=1+1', '+8613800000000', '-2', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '\uFF1D1', '\uFF0B1', '\uFF0D1', '\uFF201', "'=1", "''@x"])(
  '%j is written as text and read as it was',
  (cell) => {
    const [written = ''] = cellsOf(csv([[cell]]))
    expect(written).toBe(`'${cell}`)
    expect(asWritten(written)).toBe(cell)
  },
)

test.each(['诉求', "'引号", '1-2', 'a=b', '', "'"])('%j is written as it is', (cell) => {
  expect(cellsOf(csv([[cell, 'x']]))).toEqual([cell, 'x'])
  expect(asWritten(cell)).toBe(cell)
})

test('no cell begins a formula, and every cell is read as it was', () => {
  const cell = fc.string({ unit: fc.constantFrom('=', '+', '-', '@', "'", '"', ',', '\n', '\r', '\t', '\uFF1D', '\uFF20', '甲', 'a', ' ') })
  fc.assert(
    fc.property(cell, cell, (one, other) => {
      const written = cellsOf(csv([[one, other, 'end']]))
      for (const each of written) expect(each).not.toMatch(/^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/)
      expect(written.map(asWritten)).toEqual([one, other, 'end'])
    }),
  )
})
