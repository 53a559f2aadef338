import { faultsIn } from './faults'
import { examplesIn, sentencesIn } from './files'
import { listOf } from './listing'

const source = (code: string, file = 'cloud/room/tell.ts') => sentencesIn(file, code)
const faults = (code: string, file?: string) => source(code, file).flatMap(faultsIn)

/** Full-width marks by code point, so that no editor can turn them into half-width ones. */
const [comma, stop, colon, semicolon, question, open, close] = ['\uFF0C', '\u3002', '\uFF1A', '\uFF1B', '\uFF1F', '\uFF08', '\uFF09']

test.each([
  ['a comma', "say('没有网络,请再试')", 'write \uFF0C (U+FF0C) instead of , (U+002C)'],
  ['a semicolon', "say('办完了;谢谢')", 'write \uFF1B (U+FF1B) instead of ; (U+003B)'],
  ['a question mark', "say('取消这次预约?')", 'write \uFF1F (U+FF1F) instead of ? (U+003F)'],
  ['an exclamation mark', "say('好!')", 'write \uFF01 (U+FF01) instead of ! (U+0021)'],
  ['brackets', "say('槐树里(全部)')", 'write \uFF08 (U+FF08) instead of ( (U+0028); write \uFF09 (U+FF09) instead of ) (U+0029)'],
  [
    'brackets round a code after Chinese',
    "say('坐标(GCJ-02)')",
    'write \uFF08 (U+FF08) instead of ( (U+0028); write \uFF09 (U+FF09) instead of ) (U+0029)',
  ],
  ['a full stop', "say('已经写好.')", 'write \u3002 (U+3002) instead of . (U+002E)'],
  [
    'straight quotation marks',
    `say('请选"我自己"')`,
    'write \u201C (U+201C) instead of " (U+0022); write \u201D (U+201D) instead of " (U+0022)',
  ],
  ['a colon before a value', 'say(`停办:${reason}`)', 'write \uFF1A (U+FF1A) instead of : (U+003A)'],
  ['a colon after a time', 'say("明天 9:00:停电")', 'write \uFF1A (U+FF1A) instead of : (U+003A)'],
  ['a mark between a value and Chinese', 'say(`剩 ${n},请快些`)', 'write \uFF0C (U+FF0C) instead of , (U+002C)'],
  ['a mark that begins a text', "say(':11月26日')", 'write \uFF1A (U+FF1A) instead of : (U+003A)'],
  [
    'a mark in a sum',
    "say('剩 ' + n + ', 请快些')",
    'write \uFF0C (U+FF0C) instead of , (U+002C); take out the space beside a full-width mark',
  ],
  ['a space after a full-width mark', `say('没有网络${comma} 请再试')`, 'take out the space beside a full-width mark'],
  ['a full-width colon in a time', `say('8${colon}30 开门')`, 'write : (U+003A) instead of \uFF1A (U+FF1A)'],
  ['a mark in a program inside a template', 'page(`\'use strict\'\nshow("没有叫号,请等")`)', 'write \uFF0C (U+FF0C) instead of , (U+002C)'],
  ['a mark between tags', 'page(`<p class="a, b">没有叫号,请等</p>`)', 'write \uFF0C (U+FF0C) instead of , (U+002C)'],
  ['a mark in a string of SQL', "sql(`select a, b, c from t where d = '第一,第二'`)", 'write \uFF0C (U+FF0C) instead of , (U+002C)'],
])('%s that is half-width or out of place is a fault', (_what, code, advice) => {
  const found = faults(code)
  expect(found).toHaveLength(1)
  expect(found[0]).toContain(`    ${advice}`)
})

test('a fault says the file, the line and the sentence', () => {
  expect(faults('const a = 1\n\nsay(`剩 ${a} 个,请快些`)')).toEqual([
    'cloud/room/tell.ts:3  剩 〔…〕 个,请快些\n    write \uFF0C (U+FF0C) instead of , (U+002C)',
  ])
})

test.each([
  ['a sentence with full-width marks', `say('没有网络${comma}请再试${semicolon}可以打电话${open}24 小时${close}${stop}好吗${question}')`],
  ['a time, a number and an address', "say('11月23日 9:00–10:30 有 1,200 人看 https://a.b/c?d=1,2 这一页')"],
  ['a code', "say('导出为 EPSG:4326 的文件')"],
  ['a row of CSV', "row('HS-LAW,2026-12-09,,,,律师出庭')"],
  ['JSON', `parse('{"名字":["甲","乙"]}')`],
  ['a statement of SQL', "sql(`select a, b from t where c = '预约' and (d, e) in (f)`)"],
  ['an English sentence that names a Chinese word', "doc('Joins the waiting list (候补) of a slot, first come, first served.')"],
  ['the name of a property of a calendar', "line('SUMMARY:体检')"],
  ['a template without Chinese below the screens', 'key(`${id},${day}`)'],
])('%s is right as it is', (_what, code) => {
  expect(faults(code)).toEqual([])
})

test('on a screen the words around JSX and templates of nothing but values are read, too', () => {
  expect(faults('const a = <View label={`${name},${place}`}>共 {n} 个,请看</View>', 'src/room/index.tsx')).toEqual([
    'src/room/index.tsx:1  共 〔…〕 个,请看\n    write \uFF0C (U+FF0C) instead of , (U+002C)',
    'src/room/index.tsx:1  〔…〕,〔…〕\n    write \uFF0C (U+FF0C) instead of , (U+002C)',
  ])
})

test('cells of a sample are read and its separators are not', () => {
  const csv = `code,name,about\nA,站,"一楼,东侧"\nB,屋,"二楼${comma}西侧"\n`
  expect(sentencesIn('samples/venues.csv', csv).flatMap(faultsIn)).toEqual([
    'samples/venues.csv:2  一楼,东侧\n    write \uFF0C (U+FF0C) instead of , (U+002C)',
  ])
  const json = '{\n  "name": "站(东)",\n  "list": ["一", "二"]\n}\n'
  expect(sentencesIn('samples/grids.geojson', json).flatMap(faultsIn)).toEqual([
    'samples/grids.geojson:2  站(东)\n    write \uFF08 (U+FF08) instead of ( (U+0028); write \uFF09 (U+FF09) instead of ) (U+0029)',
  ])
})

test('a page in Chinese is read without its code, but with the comments there', () => {
  const code = '```\n甲,乙\nnpm start -- 甲,乙 # 构建,启动\n```'
  const page = `# 导入\n\n写成 \`a,b\`,例如:\n\n${code}\n\n| 列 | 值 |\n| \`x\` | 空着,不填 |\n![图](a.png)${comma}Apache-2.0,[许可](b)\n`
  expect(sentencesIn('docs/import.md', page).flatMap(faultsIn)).toEqual([
    'docs/import.md:3  写成 〔…〕,例如:\n    write \uFF0C (U+FF0C) instead of , (U+002C); write \uFF1A (U+FF1A) instead of : (U+003A)',
    'docs/import.md:7  构建,启动\n    write \uFF0C (U+FF0C) instead of , (U+002C)',
    'docs/import.md:11  空着,不填\n    write \uFF0C (U+FF0C) instead of , (U+002C)',
    `docs/import.md:12  〔…〕图〔…〕${comma}Apache-2.0,〔…〕许可〔…〕\n    write \uFF0C (U+FF0C) instead of , (U+002C)`,
  ])
})

test('the Chinese in comments is read: examples in backticks, strings of code there, and words that a mark joins', () => {
  const comments = [
    '/**',
    ' * Returns the note: `停办:装修`, `国庆节`; or',
    " * throws `badField('room', '请写,门牌')`. Says 没有网络,请再试 (候补, 过号), `a` and 2026",
    ' */',
    'say(1) // 没有:什么',
  ]
  expect(examplesIn('cloud/room/tell.ts', comments.join('\n')).flatMap(faultsIn)).toEqual([
    'cloud/room/tell.ts:2  停办:装修\n    write \uFF1A (U+FF1A) instead of : (U+003A)',
    'cloud/room/tell.ts:3  请写,门牌\n    write \uFF0C (U+FF0C) instead of , (U+002C)',
    'cloud/room/tell.ts:3  没有网络,请再试\n    write \uFF0C (U+FF0C) instead of , (U+002C)',
    'cloud/room/tell.ts:5  没有:什么\n    write \uFF1A (U+FF1A) instead of : (U+003A)',
  ])
  expect(examplesIn('src/room/index.tsx', 'const a = <View>// `停办:装修`</View>')).toEqual([])
})

test('the Chinese examples in a page in English are read', () => {
  const page = 'A `ticket` is 过号 (passed, 叫过), she reads `过号了,请等`.\n\n```\n甲,乙 # 先装,再跑\n```\n'
  expect(examplesIn('docs/words.md', page).flatMap(faultsIn)).toEqual([
    'docs/words.md:1  过号了,请等\n    write \uFF0C (U+FF0C) instead of , (U+002C)',
    'docs/words.md:4  先装,再跑\n    write \uFF0C (U+FF0C) instead of , (U+002C)',
  ])
})

test('the list for a proof-reader groups by screen and room, tests last, with holes for values', () => {
  const texts = [
    ...source("say('测试')", 'cloud/queue/tell.test.ts'),
    ...source('say(`叫到您了${n}`)', 'cloud/queue/tell.ts'),
    ...source('const a = <Text>排队</Text>', 'src/resident/queue/ticket/index.tsx'),
  ]
  expect(listOf(texts)).toBe(
    [
      '# cloud/queue',
      'cloud/queue/tell.ts:1  叫到您了〔…〕',
      '',
      '# src/resident/queue/ticket',
      'src/resident/queue/ticket/index.tsx:1  排队',
      '',
      '# tests: cloud/queue',
      'cloud/queue/tell.test.ts:1  测试',
      '',
    ].join('\n'),
  )
})
