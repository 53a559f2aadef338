import type { Whistle, WhistleCall } from '@doorstep/contract/whistles/views'
import { barActs, isTheirTurn } from './bar-acts'

const call = (over: Partial<WhistleCall>): WhistleCall => ({
  id: '019ab000-0000-7000-8000-000000000001',
  unit: { code: 'CITY', name: '区城市管理局', phone: '' },
  state: 'called',
  respondBy: '2026-11-23T06:30:00.000Z',
  respondedAt: null,
  arriveBy: null,
  who: '',
  arrivedAt: null,
  resultBy: null,
  overdue: false,
  ratedUnit: null,
  ratedCall: null,
  mine: false,
  actions: [],
  ...over,
})
const whistle = (calls: WhistleCall[], actions: Whistle['actions'] = []): Whistle => ({
  id: '019ab000-0000-7000-8000-000000000002',
  number: '哨-261123-01',
  state: 'open',
  gridName: '第 3 网格',
  place: '3 号楼南门',
  purpose: '井盖塌了',
  at: '2026-11-23T06:00:00.000Z',
  units: [],
  dueAt: null,
  caller: null,
  suggester: null,
  respondMinutes: 30,
  resultDays: 3,
  request: null,
  calls,
  events: [],
  assessBy: null,
  as: [],
  actions,
  callable: [],
})
const bar = (of: Whistle) => {
  const acts = barActs(of)
  return { keys: acts.map(({ key }) => key), red: isTheirTurn(of, acts) }
}

test('a unit that is called first says that it comes; that it is there is one tap beside it', () => {
  expect(bar(whistle([call({ mine: true, actions: ['arrive', 'respond', 'cannot'] })]))).toEqual({
    keys: ['respond', 'arrive', 'cannot'],
    red: true,
  })
})

test('an assessment, or calling more units, is nobody’s turn; ending it is the street’s once no unit is waited for', () => {
  expect(bar(whistle([call({ mine: true, state: 'done', actions: ['rateCall'] })])).red).toBe(false)
  expect(bar(whistle([call({})], ['callMore', 'close']))).toMatchObject({ red: false })
  expect(bar(whistle([call({ state: 'confirmed' })], ['callMore', 'close']))).toEqual({ keys: ['close', 'callMore'], red: true })
})
