import { readable, type Text } from './text'

/** Returns the sentences under one heading for each room or screen, tests last; a value filled in at run time shows as 〔…〕. */
export function listOf(texts: readonly Text[]): string {
  const groups = new Map<string, string[]>()
  for (const text of texts) {
    const group = groups.get(groupOf(text.file)) ?? []
    groups.set(groupOf(text.file), [...group, `${text.file}:${text.line}  ${readable(text)}`])
  }
  return [...groups]
    .sort(([a], [b]) => Number(isTest(a)) - Number(isTest(b)) || (a < b ? -1 : 1))
    .map(([name, lines]) => [`# ${name}`, ...lines, ''].join('\n'))
    .join('\n')
}

/** Returns the heading of a file: a screen is a folder with an `index.tsx`; elsewhere the first two folders name the room. */
function groupOf(file: string) {
  const folders = file.split('/').slice(0, -1)
  const group = folders.slice(0, folders[0] === 'src' ? 4 : 2).join('/')
  return isTest(file) ? `tests: ${group}` : group
}

const isTest = (name: string) => /^tests: |^e2e\/|\.test\.|\/testing\//.test(name)
