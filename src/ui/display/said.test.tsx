import { Badge } from './badge'
import { Chip } from './chip'
import { said } from './said'
import { Words } from './words'

test.each([
  [
    'several parts',
    said('楼道灯坏了', undefined, '今天 18:00 前答复您', <Chip key="c">办理中</Chip>),
    '楼道灯坏了，今天 18:00 前答复您，办理中',
  ],
  ['lines of one part', said(<Words asWritten>{'明天 9:00\n二楼'}</Words>), '明天 9:00，二楼'],
  ['words and numbers that stand in one', said(<Words size={15}>{['余 ', 2]}</Words>), '余 2'],
  ['a part of parts', said(<>{['量血压', false, <Chip key="c">明天</Chip>]}</>), '量血压，明天'],
  ['a number of unread', said('通知', <Badge count={3} />), '通知，3 条未读'],
  ['none', said('通知', <Badge count={0} />), '通知'],
])('%s is said as it is seen', (_, words, seen) => {
  expect(words).toBe(seen)
})
