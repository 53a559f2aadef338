import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const sheet = readFileSync(join(__dirname, 'tokens.module.css'), 'utf8')
const [light = '', dark = ''] = sheet.split('@media (prefers-color-scheme: dark)')
const colours = (css: string) =>
  Object.fromEntries([...css.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name, value]) => [name ?? '', value ?? '']))
const palettes: Record<string, Record<string, string>> = {
  light: colours(light),
  dark: { ...colours(light), ...colours(dark.split('.elder')[0] ?? '') },
}

const luminance = (hex: string) => {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = parseInt(hex.slice(at, at + 2), 16) / 255
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
const contrast = (a: string, b: string) => {
  const [dim = 0, bright = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y)
  return (bright + 0.05) / (dim + 0.05)
}

const pairs = [
  ...['ink', 'ink2', 'ink3', 'brand-text', 'danger'].flatMap((text) => [`${text} paper`, `${text} surface`]),
  ...['done', 'warning', 'danger', 'info'].map((tone) => `${tone} ${tone}-soft`),
  'done surface',
  'info surface',
  'info paper',
  'ink2 info-soft',
  'ink info-soft',
  'ink danger-soft',
  'brand-text brand-soft',
  'on-brand brand',
  'ink2 line',
]

describe.each(Object.keys(palettes))('in the %s palette', (name) => {
  test.each(pairs)('%s reads at 4.5:1 or better', (pair) => {
    const [text = '', ground = ''] = pair.split(' ')
    const palette = palettes[name] ?? {}
    expect(contrast(palette[text] ?? '', palette[ground] ?? '')).toBeGreaterThanOrEqual(4.5)
  })
})

test('what is drawn from the icons is up to date', () => {
  const script = join(__dirname, '../../scripts/icons.mjs')
  expect(() => execFileSync(process.execPath, [script, '--check'])).not.toThrow()
})
