import * as v from 'valibot'
import { OnBehalfOfOther } from './on-behalf'

const of = (relation: string) =>
  v.safeParse(OnBehalfOfOther, { name: '王阿姨', relation, consent: { how: 'inPerson' } }).issues?.map((issue) => v.getDotPath(issue)) ?? []

test.each(['本人', '自己', '我', '我自己', '我 本人', '就是我', '是我自己', '本人自己', '她本人', '自个儿', '“本人”。'])(
  '“%s” is nobody else',
  (relation) => expect(of(relation)).toEqual(['relation']),
)

test.each(['女儿', '邻居', '本人的女儿', '自己的妈妈', '我妈', '他是我爸', '网格员', '老伴', '受本人委托', 'neighbour'])(
  '“%s” is somebody else',
  (relation) => expect(of(relation)).toEqual([]),
)
