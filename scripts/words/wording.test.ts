import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sentencesIn } from './files'
import { unwantedIn, wordingFaultsIn } from './wording'

const unwanted = unwantedIn(readFileSync(join(__dirname, '..', '..', 'docs', 'words.md'), 'utf8'))
const faults = (words: string, file = 'cloud/room/tell.ts') =>
  sentencesIn(file, `say(${JSON.stringify(words)})`).flatMap((text) => wordingFaultsIn(text, unwanted))

test('the words of docs/words.md are read', () => {
  expect(unwanted.get('下沉专业力量')).toBe('驻点专业人员')
  expect([...unwanted.keys()]).toEqual(expect.arrayContaining(['时钟已暂停', '指纹', '环环相扣']))
})

test.each([
  ['时钟已暂停', 'write 等您补充，先不计时 instead of 时钟已暂停 (docs/words.md)'],
  ['每一步的指纹环环相扣', '指纹 (docs/words.md); write'],
  ['济南市市民服务热线条例第24条：5 个工作日内办理', 'say first what holds here'],
  ['槐树里3号楼', 'put a space into 里3; put a space into 3号'],
  ['用Excel打开', 'put a space into 用E; put a space into l打'],
])('“%s” is a fault: %s', (words, advice) => {
  expect(faults(words)).toEqual([expect.stringContaining(advice)])
})

test.each([
  '11月23日 周一 9:00 前答复您',
  '2027年1月4日 起',
  '5 个工作日内办理（参照济南市市民服务热线条例第24条）',
  '人民调解法第17、18条：可以申请，也可以拒绝',
  '编号 槐3-261123-01',
  '见 https://a.b/c 这一页',
  '周一至周五 8:30–18:00',
])('“%s” is right', (words) => {
  expect(faults(words)).toEqual([])
})

test('a test may hold what people type', () => {
  expect(faults('槐树里3号楼', 'cloud/grids/find.test.ts')).toEqual([])
})
