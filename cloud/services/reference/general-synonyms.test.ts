import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import * as v from 'valibot'
import { repositoryRoot } from '../../platform/process/repository-root'
import { searchable } from '../../platform/search/searchable'
import { toldOf } from '../../platform/search/told'
import { synonymsOf } from '../../platform/search/synonyms'
import { generalSynonyms } from './general-synonyms'

const Rows = v.array(v.object({ name: v.string(), group: v.string(), hint: v.string() }))
const file = join(repositoryRoot(), 'samples', 'categories.csv')
const categories = v
  .parse(Rows, parse(readFileSync(file), { columns: true, bom: true }))
  .map(({ name, group, hint }) => ({ name, searched: searchable([name], [group, hint]) }))
const synonyms = synonymsOf(generalSynonyms)
const told = (text: string) => toldOf(categories, ({ searched }) => searched, text, synonyms).map(({ name }) => name)

test.each([
  ['楼道灯坏了三天', '楼道灯、路灯不亮'],
  ['三楼王奶奶家门口的灯一闪一闪的', '楼道灯、路灯不亮'],
  ['楼上半夜唱歌吵得睡不着', '噪声扰民'],
  ['隔壁的狗叫个不停', '养犬、养宠物'],
  ['水管爆了，家里没水', '停水、水小、水浑'],
  ['电梯又坏了', '电梯坏了'],
  ['楼下的车把路堵了', '停车难、乱停车'],
  ['我家屋顶漏雨', '漏水、屋顶渗雨'],
  ['马桶返水了', '下水道堵、污水冒出来'],
  ['想办低保', '低保、救助、补贴怎么办'],
  ['隔壁老王家天天吵架', '邻里、家庭纠纷想调解'],
  ['小区垃圾两天没人收了，臭死了', '垃圾没清、气味大'],
  ['树枝伸到我家窗户了', '树枝、绿化'],
  ['楼道里堆满了纸箱和自行车', '楼道堆东西、占了消防通道'],
  ['井盖松了，走路差点绊倒', '路面坑、井盖松'],
  ['电动车推进电梯充电', '电动车充电、进楼'],
  ['家里闻到燃气味', '闻到燃气味'],
  ['暖气一点都不热', '暖气不热'],
  ['物业乱收费', '物业服务和收费'],
  ['想问问身份证怎么办', '办证、居住证、社保问一问'],
  ['老伴腿脚不方便，想请人取药', '老人、残疾人要人搭把手'],
  ['饭店没有执照', '举报违法经营、安全隐患'],
  ['网格员态度差，不管事', '举报干部、单位不作为'],
  ['墙砖掉下来，差点砸到人', '墙皮、窗框要掉下来'],
  ['我想给你们提个建议', '给社区提建议'],
])('“%s” tells of %s first', (text, name) => {
  expect(told(text)[0]).toBe(name)
})

test.each([
  ['二单元四层到五层的灯坏了三天了，老人晚上看不见', '楼道灯、路灯不亮'],
  ['我妈腿脚不好，楼道灯坏了', '楼道灯、路灯不亮'],
  ['小孩在井盖上绊倒', '路面坑、井盖松'],
  ['老伴说水管漏水', '漏水、屋顶渗雨'],
  ['独居老人家里停电了', '停电'],
  ['坐轮椅的残疾人出不去，楼道堆东西', '楼道堆东西、占了消防通道'],
  ['老人说太黑了', '楼道灯、路灯不亮'],
  ['残疾人补贴怎么办', '低保、救助、补贴怎么办'],
])('“%s” tells first of %s, not of whom it troubles', (text, name) => {
  expect(told(text)[0]).toBe(name)
})

test.each(['我妈腿脚不好', '家里有老人', '老人没人照顾', '轮椅上不去，想请人搭把手'])('“%s” tells of somebody who wants a hand', (text) => {
  expect(told(text)[0]).toBe('老人、残疾人要人搭把手')
})

test.each(['谢谢你们', '今天天气真好', '您好', '。'])('“%s” tells of nothing', (text) => {
  expect(told(text)).toEqual([])
})

test('few are told, the others are not half as likely', () => {
  expect(told('楼道灯坏了三天')).toEqual(['楼道灯、路灯不亮'])
  expect(told('楼道灯坏了，电梯坏了，暖气不热，狗叫，垃圾没清').length).toBe(3)
})
