import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { textsOfComments } from './comments'
import { textsOfSource } from './literals'
import { textsOfEnglishMarkdown, textsOfMarkdown } from './markdown'
import { sentencesOf } from './notation'
import { textsOfCsv, textsOfJson } from './samples'
import type { Text } from './text'

/** The pages that are written in Chinese. */
const pages = ['README.zh-CN.md', 'docs/import.md']
const folders = ['contract', 'cloud', 'src', 'e2e', 'scripts', 'samples']
/** The pages in English, which show Chinese in examples. */
const englishPages = ['README.md', 'CHANGELOG.md', 'CONTRIBUTING.md']

type Reader = (file: string, content: string) => Text[]
const readers: Record<string, Reader> = {
  ts: textsOfSource,
  tsx: textsOfSource,
  mjs: textsOfSource,
  csv: textsOfCsv,
  json: textsOfJson,
  geojson: textsOfJson,
  md: textsOfMarkdown,
}
const exampleReaders: Record<string, Reader> = {
  ts: textsOfComments,
  tsx: textsOfComments,
  mjs: textsOfComments,
  md: textsOfEnglishMarkdown,
}

/** Returns every sentence of the sources and the samples, in the order of their files. `root` is the top folder of a checkout. */
export const allSentences = (root: string): Text[] =>
  [...pages, ...folders.flatMap((folder) => filesIn(root, folder))].flatMap((file) => sentencesIn(file, contentOf(root, file)))

/** Returns every Chinese example in comments and in pages in English. */
export const allExamples = (root: string): Text[] =>
  [...englishPages, ...[...folders, 'docs'].flatMap((folder) => filesIn(root, folder))]
    .filter((file) => !pages.includes(file))
    .flatMap((file) => examplesIn(file, contentOf(root, file)))

/** Returns the sentences of one file; none for other kinds of files. */
export const sentencesIn = (file: string, content: string) => readBy(readers, file, content)

/** Returns the examples in one file. */
export const examplesIn = (file: string, content: string) => readBy(exampleReaders, file, content)

const readBy = (by: Record<string, Reader>, file: string, content: string): Text[] =>
  by[file.slice(file.lastIndexOf('.') + 1)]?.(file, content).flatMap(sentencesOf) ?? []

const contentOf = (root: string, file: string) => readFileSync(join(root, file), 'utf8')

/** This check's own tests contain faults on purpose. */
const planted = ['scripts/words/words.test.ts', 'scripts/words/wording.test.ts']

const filesIn = (root: string, folder: string): string[] =>
  readdirSync(join(root, folder), { withFileTypes: true })
    .filter(({ name }) => name !== 'node_modules')
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`
      return entry.isDirectory() ? filesIn(root, path) : planted.includes(path) ? [] : [path]
    })
