import { searchable } from './searchable'
import { found } from './search'
import { synonymsOf } from './synonyms'

const things: readonly (readonly [name: string, text: string])[] = [
  ['律师咨询', '婚姻、继承、欠薪、租房'],
  ['法律援助', '看能不能申请，和银行、公证处怎么谈'],
  ['重庆火锅', '长安街 3 号'],
  ['上门理发', '理发师带工具到家'],
  ['上门助浴', '先量血压再洗'],
  ['量血压、测血糖', '数字不对帮您联系医生'],
  ['停电', '写明是一户还是一片'],
  ['停水、水小', '写明从什么时候开始，是不是也停电'],
  ['噪声扰民', '写明什么声音'],
  ['绿化', '槐树社区'],
  ['Wi-Fi 上网课', '教视频通话'],
  ['长安银行', ''],
  ['多功能厅', '三期东门'],
]
const synonyms = synonymsOf([
  { code: 'noise', names: ['噪声'], words: ['吵 -吵架', '太响'] },
  { code: 'health', names: ['血压'], words: ['体检', '检查身体'] },
  { code: 'lawyer', names: ['法律'], words: ['律师', '打官司'] },
  { code: 'room', names: ['多功能厅'], words: ['十二号楼', '二期 排练'] },
])
const prepared = things.map(([name, text]) => ({ name, searched: searchable([name], [text]) }))
const names = (q: string) => found(prepared, ({ searched }) => searched, q, synonyms).map(({ row }) => row.name)

test.each([
  ['a name alone, and nothing else', '停电', ['停电']],
  ['a part of a name', '停水', ['停水、水小']],
  ['the beginning of names', '上门', ['上门理发', '上门助浴']],
  ['a word in a name without what only mentions it', '血压', ['量血压、测血糖']],
  ['a name before its synonym', '律师', ['律师咨询', '法律援助']],
  ['a synonym', '吵', ['噪声扰民']],
  ['a synonym that is longer than what is typed yet', '检查', ['量血压、测血糖']],
  ['what is said about it', '租房', ['律师咨询']],
  ['pinyin', 'lifa', ['上门理发']],
  ['pinyin in capitals and of full width', 'ＬＩＦＡ', ['上门理发']],
  ['pinyin that is not finished', 'shangmenlif', ['上门理发']],
  ['pinyin with v and with ü', 'lvshi', ['律师咨询', '法律援助']],
  ['pinyin with ü', 'lüshi', ['律师咨询', '法律援助']],
  ['pinyin of a synonym', 'tijian', ['量血压、测血糖']],
  ['pinyin of every reading', 'zhangan', ['长安银行']],
  ['pinyin of every other reading', 'changanyinhang', ['长安银行']],
  ['pinyin of a city whose first character has two readings', 'chongqing', ['重庆火锅']],
  ['pinyin as it is heard in the south', 'sangmen', ['上门理发', '上门助浴']],
  ['initials', 'smlf', ['上门理发']],
  ['initials of a synonym', 'tj', ['量血压、测血糖']],
  ['initials mixed with pinyin', 'smlifa', ['上门理发']],
  ['Latin letters, whatever their case and marks', 'WIFI', ['Wi-Fi 上网课']],
  ['another character of the same sound', '律士', ['律师咨询']],
  ['a wrong letter', 'shangmenlifo', ['上门理发']],
  ['a letter too much', 'shangmenlifaa', ['上门理发']],
  ['a sentence of which only words are known', '附近哪里能量血压', ['量血压、测血糖']],
  ['several words, each somewhere', '理发 上门', ['上门理发']],
  ['a synonym with a numeral, as it is written', '十二号楼', ['多功能厅']],
  ['a synonym with a numeral, in digits', '12#楼', ['多功能厅']],
  ['a synonym with a numeral in a sentence', '想去二期的那个地方排练', ['多功能厅']],
  ['a synonym with a numeral in a sentence, in digits', '想去2期的那个地方排练', ['多功能厅']],
])('finds by %s: %s', (_, q, expected) => {
  expect(names(q)).toEqual(expected)
})

test.each(['', ' ', '。。', '!', '吵架', '理发 血压', 'qqqqq', '北京大学'])('finds nothing for “%s”', (q) => {
  expect(names(q)).toEqual([])
})

test('what is found by one character in a text gives way to what is named by it', () => {
  expect(names('水')).toEqual(['停水、水小'])
  expect(names('树')).toEqual(['绿化'])
})

test('a thousand things are searched without holding up other calls', () => {
  const many = Array.from({ length: 100 }, () => prepared).flat()
  const began = performance.now()
  for (const q of ['a'.repeat(40), 'shangmenlifa'.repeat(3), '附近哪里能量血压'.repeat(5)])
    found(many, ({ searched }) => searched, q, synonyms)
  expect(performance.now() - began).toBeLessThan(1000)
})
