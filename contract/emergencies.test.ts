import { defaultEmergencies, defaultsWith, emergencyIn } from './emergencies'

const told = (text: string) => emergencyIn(text, defaultEmergencies)?.code

test.each([
  ['煤气', 'gas'],
  ['煤气漏了，头晕', 'gas'],
  ['家里有煤 气 味', 'gas'],
  ['气好像漏了', 'gas'],
  ['老伴摔倒', 'health'],
  ['老伴摔\u200B倒了起不来', 'health'],
  ['电梯困人', 'lift'],
  ['我被困在电梯里了', 'lift'],
  ['着火', 'fire'],
  ['3 单元冒烟！', 'fire'],
  ['有人持刀', 'danger'],
  ['孩子在小区里不见了', 'danger'],
  ['有人落水', 'danger'],
  ['孩子掉井里了', 'danger'],
  ['她割腕了', 'health'],
  ['吃了安眠药', 'health'],
  ['他想不开', 'danger'],
  ['房子塌了', 'danger'],
  ['老伴不行了', 'health'],
  ['厨房漏气', 'gas'],
  ['有煤气味', 'gas'],
  ['困在电梯里', 'lift'],
  ['被困电梯', 'lift'],
  ['人没反应', 'health'],
  ['有人捅人', 'danger'],
])('%s tells of %s', (text, code) => {
  expect(told(text)).toBe(code)
})

test.each([
  ...['', ' ', '，。', '电梯坏了', '楼道灯不亮', '噪声扰民', '老伴要量血压'],
  ...[
    '暖气漏水',
    '今天天气冷，楼道漏水',
    '没有电梯，老人上楼困难',
    '没有电梯老人上楼困难',
    '打了物业电话没反应',
    '马桶捅不开',
    '落水管坏了',
  ],
  '电梯停了\n困了，先睡',
])('%j tells of none', (text) => {
  expect(told(text)).toBeUndefined()
})

test('whoever tells of an emergency is told whom to call and what to do, in one sentence of one line', () => {
  for (const { phones, advice, words } of defaultEmergencies) {
    expect(phones.length).toBeGreaterThan(0)
    expect(advice).toMatch(/^[^。\n]{8,60}$/)
    expect(words.length).toBeGreaterThan(0)
  }
})

test('a district without a table of its own still gives its own phones and advice', () => {
  const phones = [{ name: '燃气抢修', number: '0999-0000777' }]
  const table = defaultsWith([
    { name: '停水', hint: '写明时间', emergency: null },
    { name: '闻到燃气味', hint: '请先关阀开窗', emergency: phones },
  ])
  expect(emergencyIn('煤气', table)).toMatchObject({ advice: '请先关阀开窗', phones })
  expect(emergencyIn('着火', table)).toEqual(emergencyIn('着火', defaultEmergencies))
})

test('an empty word means nothing', () => {
  expect(emergencyIn('楼道灯', [{ code: 'x', words: ['', ' ', '·'], advice: '', phones: [] }])).toBeUndefined()
})
