import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import * as v from 'valibot'

const folders = 'contract|cloud|src|e2e|scripts|samples|docs|config'

/** Returns what a Markdown page names and the checkout at `root` lacks, one line each: paths and npm commands in code, and links. */
export function missingIn(page: string, text: string, root: string): string[] {
  const scripts = Object.keys(
    v.parse(v.object({ scripts: v.record(v.string(), v.string()) }), readJson(join(root, 'package.json'))).scripts,
  )
  const code = [...text.matchAll(/```[^]*?```|`[^`\n]+`/g)].map(([found]) => found)
  return [
    ...code.flatMap(pathsIn).filter((path) => !isThere(root, path)),
    ...code.flatMap(commandsIn).filter((name) => !scripts.includes(name) && !['start', 'test', 'ci', 'install'].includes(name)),
    ...linksIn(text).filter((link) => !leads(root, page, text, link)),
  ].map((missing) => `${page}: ${missing}`)
}

const readJson = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'))

/**
 * Returns the paths in a piece of code: `cloud/bookings/{core,view}/x.ts` gives one path for each of its forms; a path with a placeholder
 * (`<room>`, `*`) is checked only up to it.
 */
function pathsIn(code: string): string[] {
  const found = code.matchAll(new RegExp(`(?<![\\w./@-])(?:${folders})/[\\w./{},<>*…-]*`, 'g'))
  return [...found].flatMap(([path]) => formsOf(path)).map((path) => path.replace(/[^/]*[<*…].*$/, '').replace(/[.,]+$/, ''))
}

function formsOf(path: string): string[] {
  const braces = /\{([^{}]*)\}/.exec(path)
  if (braces === null) return [path]
  return (braces[1] ?? '').split(',').flatMap((form) => formsOf(path.replace(braces[0], form)))
}

/** Returns whether a path exists, also without its extension, as imports write it. */
const isThere = (root: string, path: string) => ['', '.ts', '.tsx'].some((ending) => existsSync(join(root, path + ending)))

const commandsIn = (code: string) => [...code.matchAll(/npm (?:run )?([a-z][\w:-]*)/g)].map(([, name = '']) => name)

const linksIn = (text: string) =>
  [...text.replace(/```[^]*?```|`[^`\n]+`/g, '').matchAll(/\]\((?!https?:|mailto:)([^)\s]+)\)/g)].map(([, link = '']) => link)

/** Returns whether a link to a file, to a heading, or to a heading of a file leads anywhere. */
function leads(root: string, page: string, text: string, link: string) {
  const [path = '', heading] = link.split('#')
  const file = join(root, dirname(page), path)
  if (path !== '' && !existsSync(file)) return false
  return heading === undefined || headingsOf(path === '' ? text : readFileSync(file, 'utf8')).includes(decodeURIComponent(heading))
}

/** Returns the anchors of headings as GitHub makes them. */
const headingsOf = (text: string) =>
  [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  )
