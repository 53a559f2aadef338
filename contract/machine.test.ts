import { actionsIn } from './machine'
import { noticeMachine, noticeStates } from './notices'
import { requestStates, stateWords } from './request-words'
import { calledActions, requestEndpoints, requestMachine } from './requests'

interface Row {
  from: readonly string[]
  to: string
  by: readonly string[]
}

function reachable(table: Record<string, Row>, start: string): Set<string> {
  const seen = new Set([start])
  for (const state of seen) {
    for (const row of Object.values(table)) if (row.from.includes(state) && row.to !== 'same' && row.to !== 'previous') seen.add(row.to)
  }
  return seen
}

test('every request state can be reached from filing', () => {
  expect([...reachable(requestMachine, 'submitted')].sort()).toEqual([...requestStates].sort())
})

test('every notice state can be reached from a draft', () => {
  expect([...reachable(noticeMachine, 'draft')].sort()).toEqual([...noticeStates].sort())
})

test('a request never gets stuck: from every open state somebody can go on, and the resident can always say something', () => {
  for (const state of requestStates) expect(actionsIn(requestMachine, state, ['requester'])).toContain('comment')
  for (const state of ['submitted', 'accepted', 'handling', 'rework']) {
    expect(
      actionsIn(requestMachine, state, ['handler', 'team']).filter((a) => !['comment', 'reassign', 'askMore'].includes(a)),
    ).not.toEqual([])
  }
})

test('a handler can neither close a case nor rate it', () => {
  for (const action of ['confirm', 'reopen', 'closeUnrated'] as const) expect(requestMachine[action].by).not.toContain('handler')
})

test('each called action has its endpoint, with the body the machine declares', () => {
  for (const action of calledActions)
    expect(requestEndpoints.table[`POST /v1/requests/{id}/${action}`].body).toBe(requestMachine[action].body)
})

test('each state has its words', () => {
  expect(Object.keys(stateWords).sort()).toEqual([...requestStates].sort())
})
