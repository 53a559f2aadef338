import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { textsOfSource } from './literals'
import { textsOfMarkdown } from './markdown'
import { sentencesOf } from './notation'
import { textsOfCsv, textsOfJson } from './samples'
import type { Text } from './text'

/** The pages that are written in Chinese. */
const pages = ['README.zh-CN.md', 'docs/import.md']
const folders = ['contract', 'cloud', 'src', 'e2e', 'scripts', 'samples']
const reader: Record<string, (file: string, content: string) => Text[]> = {
  ts: textsOfSource,
  tsx: textsOfSource,
  mjs: textsOfSource,
  csv: textsOfCsv,
  json: textsOfJson,
  geojson: textsOfJson,
  md: textsOfMarkdown,
}

/** Returns every sentence of the sources and the samples, in the order of their files. `root` is the top folder of a checkout. */
export function allSentences(root: string): Text[] {
  const files = [...pages, ...folders.flatMap((folder) => filesIn(root, folder))]
  return files.flatMap((file) => sentencesIn(file, readFileSync(join(root, file), 'utf8')))
}

/** Returns the sentences of one file; none for other kinds of files. */
export function sentencesIn(file: string, content: string): Text[] {
  const read = reader[file.slice(file.lastIndexOf('.') + 1)]
  return read ? read(file, content).flatMap(sentencesOf) : []
}

/** This check's own tests contain faults on purpose. */
const planted = 'scripts/words/words.test.ts'

const filesIn = (root: string, folder: string): string[] =>
  readdirSync(join(root, folder), { withFileTypes: true })
    .filter(({ name }) => name !== 'node_modules')
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`
      return entry.isDirectory() ? filesIn(root, path) : path === planted ? [] : [path]
    })
