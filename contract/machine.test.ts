import { bookingEndpoints } from './bookings/endpoints'
import { counterEndpoints } from './counter'
import { bookerActions, bookingMachine, counterActions } from './bookings/machine'
import { bookingStates, bookingStatesWhere, bookingStateWords } from './bookings/words'
import { actionsIn } from './machine'
import { noticeMachine, noticeStates } from './notices'
import { ticketMachine } from './queue/machine'
import { ticketStates } from './queue/words'
import { endpointActions, requestEndpoints } from './requests/endpoints'
import { requestMachine } from './requests/machine'
import { requestStates, stateWords } from './requests/words'

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

test('whoever did not come can be said to have been phoned, in whatever state the booking is', () => {
  expect(bookingMachine.called.from).toEqual(bookingStatesWhere(({ made, came }) => made && !came))
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
  for (const action of endpointActions)
    expect(requestEndpoints.table[`POST /v1/requests/{id}/${action}`].body).toBe(requestMachine[action].body)
})

test('each state has its words', () => {
  expect(Object.keys(stateWords).sort()).toEqual([...requestStates].sort())
})

test('every booking state can be reached from a hold, every ticket state from drawing', () => {
  expect([...reachable(bookingMachine, 'held')].sort()).toEqual([...bookingStates].sort())
  expect([...reachable(ticketMachine, 'waiting')].sort()).toEqual([...ticketStates].sort())
})

test('a hold always ends without anybody doing anything, and so does a booking nobody answers or comes to', () => {
  for (const state of ['held', 'pending', 'booked'] as const) expect(actionsIn(bookingMachine, state, ['system'])).not.toEqual([])
})

test('only the place counts somebody out or back in; the booker never decides about a no-show', () => {
  for (const action of ['miss', 'excuse', 'keep', 'approve', 'decline', 'finish'] as const)
    expect(bookingMachine[action].by).not.toContain('booker')
})

test('each called booking action has its endpoint, with the body the machine declares', () => {
  const bodyOf = (action: keyof typeof bookingMachine) => ('body' in bookingMachine[action] ? bookingMachine[action].body : undefined)
  // Typed, so that an action without its endpoint does not compile.
  const endpoints = { ...bookingEndpoints.table, ...counterEndpoints.table }
  for (const action of bookerActions) expect(endpoints[`POST /v1/bookings/{id}/${action}`]).toHaveProperty('body', bodyOf(action))
  for (const action of counterActions) {
    const endpoint = endpoints[`POST /v1/staff/bookings/{id}/${action}`]
    expect('body' in endpoint ? endpoint.body : undefined).toBe(bodyOf(action))
  }
})

test('each booking state has its words', () => {
  expect(Object.keys(bookingStateWords).sort()).toEqual([...bookingStates].sort())
})
