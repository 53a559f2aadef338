// Generates the masks of src/ui/display/icon.module.css from src/assets/icons/*.svg. Run it after changing an icon; `--check` only reports whether it was run.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import prettier from 'prettier'

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = join(root, 'src/assets/icons')
const icons = readdirSync(folder)
  .filter((file) => file.endsWith('.svg'))
  .sort()
  .map((file) => ({ name: basename(file, '.svg'), svg: readFileSync(join(folder, file), 'utf8') }))

const inUri = (svg) =>
  svg
    .replace(/\s*\n\s*/g, '')
    .replace(/"/g, "'")
    .replace(/[<>#%]/g, (sign) => encodeURIComponent(sign))

const sheet = `/* Written by scripts/icons.mjs from src/assets/icons. */
.icon {
  display: inline-block;
  flex: none;
  width: calc(24px * var(--fs));
  height: calc(24px * var(--fs));
  background: currentColor;
  -webkit-mask: var(--shape) center / contain no-repeat;
  mask: var(--shape) center / contain no-repeat;
}
${icons.map(({ name, svg }) => `.${name} { --shape: url("data:image/svg+xml,${inUri(svg)}"); }`).join('\n')}
`
const names = `// Written by scripts/icons.mjs from src/assets/icons.
export const iconNames = [${icons.map(({ name }) => `'${name}'`).join(', ')}] as const
export type IconName = (typeof iconNames)[number]
`
const style = { ...JSON.parse(readFileSync(join(root, '.prettierrc.json'), 'utf8')) }
const files = {
  'src/ui/display/icon.module.css': await prettier.format(sheet, { ...style, parser: 'css' }),
  'src/ui/display/icon-names.ts': await prettier.format(names, { ...style, parser: 'typescript' }),
}

if (process.argv.includes('--check')) {
  const stale = Object.entries(files).filter(([file, text]) => readFileSync(join(root, file), 'utf8') !== text)
  if (stale.length > 0) {
    console.error(`${stale.map(([file]) => file).join(', ')}: run node scripts/icons.mjs`)
    process.exitCode = 1
  }
} else {
  for (const [file, text] of Object.entries(files)) writeFileSync(join(root, file), text)
}
