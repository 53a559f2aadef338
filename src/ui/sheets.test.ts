import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { parse } from 'postcss'

const src = join(__dirname, '..')
/** Sheets that say what a token is, or are written by a script. */
const own = ['ui/tokens.module.css', 'ui/display/icon.module.css']
const sheets = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.module.css') && !own.includes(file))
  .map((file) => relative(src, join(src, file)))

/** Distances, in pixels: hairlines, then the scale. */
const distances = [0, 1, 2, 4, 8, 12, 16, 24, 32, 48]

const colour = /#[0-9a-f]{3,8}\b|\b(?:rgb|hsl)a?\(|\b(?:white|black|red|grey|gray|green|blue|orange|yellow)\b/i
const pixels = (value: string) => [...value.matchAll(/(?<![\w.])(\d+(?:\.\d+)?)px/g)].map(([, number]) => Number(number))
const rules: [property: RegExp, says: string, holds: (value: string) => boolean][] = [
  [/./, 'a colour is a token', (value) => !colour.test(value)],
  [/^font-size$/, 'a size of text is a token', (value) => /^(var\(--[\w-]+\)|min\(var\(--[\w-]+\), [\w.]+\)|inherit)$/.test(value)],
  [/^border(-\w+)*-radius$/, 'a radius is a token', (value) => pixels(value).length === 0],
  // `min(…)` is the height of what has a shape: a photo as high as it is wide.
  [
    /^(row-|column-)?gap$|^padding|^margin/,
    'a distance is of the scale',
    (value) => value.startsWith('min(') || pixels(value).every((one) => distances.includes(one)),
  ],
]

/** Returns what a sheet writes down itself that a token says. */
function raw(css: string): string[] {
  const found: string[] = []
  parse(css).walkDecls(({ prop, value, source }) => {
    for (const [property, says, holds] of rules)
      if (property.test(prop) && !holds(value)) found.push(`line ${source?.start?.line ?? 0}: ${prop}: ${value} (${says})`)
  })
  return found
}

test.each(sheets)('%s takes colours, sizes, radii and distances from the tokens', (file) => {
  expect(raw(readFileSync(join(src, file), 'utf8'))).toEqual([])
})

test.each([
  ['color: #fff'],
  ['border: 1px solid white'],
  ['font-size: 16px'],
  ['font-size: calc(16px * var(--fs))'],
  ['border-radius: 10px 0'],
  ['padding: 8px 14px'],
  ['gap: 6px'],
])('the check finds %s', (declaration) => {
  expect(raw(`.part { ${declaration}; }`)).toHaveLength(1)
})
