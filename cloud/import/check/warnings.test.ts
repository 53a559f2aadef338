import { tiling } from '../../../scripts/tiling.mjs'
import type { GridShape } from '../source/geojson'
import { gaps } from './warnings'

const nine = tiling({ seed: 5, columns: 3, rows: 3 }).map((ring, i): GridShape => ({
  row: i + 1,
  code: `99010100100100${i + 1}`,
  name: `第 ${i + 1} 网格`,
  kind: 'basic',
  covers: '',
  supervision_phone: '',
  rings: [ring],
}))
const withoutMiddle = nine.filter((_, i) => i !== 4)

test('ground inside a community that no grid covers is told with its size', () => {
  expect(gaps(nine)).toEqual([])
  expect(gaps(withoutMiddle)).toEqual([
    expect.stringMatching(/^社区 990101001001 中间有一块约 \d{5,6} 平方米的地不属于任何网格，在 83\.\d+,38\.\d+ 附近$/) as string,
  ])
})

test('another community’s grid in the middle is no gap', () => {
  expect(gaps(nine.map((shape, i) => (i === 4 ? { ...shape, code: '990101001002001' } : shape)))).toEqual([])
})
