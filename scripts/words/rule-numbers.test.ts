import { readdirSync, readFileSync } from 'node:fs'
import { allSentences } from './files'
import { readable } from './text'

/** Matches a number in digits or characters before a unit that rules count in. */
const number =
  /(?:\d+|[两二三四五六七八九十]+) ?(?:秒|分钟|小时|天|日内|个工作日|岁|周岁|次|条|个位置|个号|个人|张照片|段录音|个住处|位数字|位预约码)/

/** Numbers that belong to no rule: parts of a time, choices, file formats, area codes (GB/T 2260). */
const ownNumbers =
  /^还剩不到 1 分钟$|^还剩 [13]0 秒$|^不到 1 分钟$|^(?:7|30|90) 天$|^例如 当天打过两次电话|过了半夜的写成两天$|^同一天写了两次|^这一列写了两次$|天内第二次没有来|^应当是 (?:6、9、12 或 )?15 位数字的/

const root = process.cwd()
const contractFiles = readdirSync('contract', { recursive: true, encoding: 'utf8' })
  .filter((file) => /(?<!\.test)\.ts$/.test(file) && !file.includes('node_modules'))
  .map((file) => `contract/${file}`)
/** Sentences of the product: neither those of tests and tools, nor what the people of the demo say to each other. */
const isOurs = ({ file }: { file: string }) =>
  /^(contract|cloud|src)\//.test(file) && !/\.test\.tsx?$|\/testing\/|^cloud\/(bench|demo|wechat-stand-in)\//.test(file)

test('no sentence spells a rule: its number comes from contract/rules.ts', () => {
  const sentences = allSentences(root).filter(isOurs)
  expect(sentences.length).toBeGreaterThan(500)
  const spelled = sentences.filter((one) => {
    const words = readable(one)
    return number.test(words) && !ownNumbers.test(words)
  })
  expect(spelled.map((one) => `${one.file}:${one.line} ${readable(one)}`)).toEqual([])
})

test('no endpoint’s description and no guide spells one either', () => {
  const endpoints = contractFiles.flatMap((file) => readFileSync(file, 'utf8').match(/does: ['`][^\n]*/g) ?? [])
  expect(endpoints.length).toBeGreaterThan(100)
  const english = /\b\d+ (?:seconds?|minutes?|hours?|(?:working )?days?|people|seats)\b/
  expect(endpoints.filter((line) => english.test(line))).toEqual([])
  const guides = ['docs/bookings.md', 'docs/import.md', 'docs/operate.md'].flatMap((file) => readFileSync(file, 'utf8').split('\n'))
  expect(guides.filter((line) => /\b(?:14|30|15|60) (?:days|minutes|天)/.test(line))).toEqual([])
})
