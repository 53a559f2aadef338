import { recallAfter, restMinutes } from '@doorstep/contract/rules'
import fc from 'fast-check'
import { callingOrder, nextToCall, type Queued } from './order'

const now = new Date('2026-11-23T02:00:00.000Z')
const at = (minutes: number) => new Date(now.getTime() + minutes * 60_000)
const calls = new Map([['A', 10]])

const waiting = (id: string, drawn: number, due: number | null = null): Queued => ({
  id,
  queue: 'A',
  number: 1000 + drawn,
  state: 'waiting',
  due_at: due === null ? null : at(due),
  drawn_at: at(drawn),
  again_after: null,
  called_at: null,
})
const passed = (id: string, again: number, called = -30): Queued => ({
  ...waiting(id, -60),
  state: 'passed',
  again_after: again,
  called_at: at(called),
})
const idsOf = (tickets: readonly Queued[]) => tickets.map(({ id }) => id).join(' ')

test('who just came is called in the order of drawing', () => {
  expect(idsOf(callingOrder([waiting('2', -5), waiting('1', -9), waiting('3', -1)], calls, now))).toBe('1 2 3')
})

test('numbers of a queue are called in their order, whatever the clocks of two processes say', () => {
  const skewed = [1, 5, 6, 3].map((number, place) => ({ ...waiting(`A00${number}`, place - 9), number }))
  expect(idsOf(callingOrder(skewed, calls, now))).toBe('A001 A003 A005 A006')
  const burst = [6, 3, 5, 1].map((number) => ({ ...waiting(`A00${number}`, -9), number }))
  expect(nextToCall(burst, calls, now)?.id).toBe('A001')
  expect(idsOf(callingOrder([...skewed, { ...waiting('B001', -7), queue: 'B', number: 1 }], calls, now))).toBe('A001 B001 A003 A005 A006')
})

test('a booking goes before them once it is due, the one due first before the others; coming later does not help', () => {
  const tickets = [waiting('walk', -50), waiting('late', -1, -1), waiting('early', -10, -10)]
  expect(idsOf(callingOrder(tickets, calls, now))).toBe('early late walk')
})

test('a burst of bookings that were due when they checked in is called in the order of the numbers', () => {
  const burst = [2, 3, 1].map((number, i) => ({ ...waiting(`A00${number}`, -9 + i, -9 + i), number }))
  expect(idsOf(callingOrder(burst, calls, now))).toBe('A001 A002 A003')
  expect(nextToCall(burst, calls, now)?.id).toBe('A001')
})

test('who booked for later and is here already waits like everybody', () => {
  expect(idsOf(callingOrder([waiting('2', -5), waiting('booked', -9, 30)], calls, now))).toBe('booked 2')
})

test('a passed number goes first once its queue has called often enough, and not before', () => {
  const tickets = [passed('p', 12), waiting('1', -9), waiting('2', -8), waiting('3', -7)]
  expect(idsOf(callingOrder(tickets, calls, now))).toBe('1 2 p 3')
  expect(nextToCall(tickets, new Map([['A', 12]]), now)?.id).toBe('p')
})

test('when nobody else waits a passed number is called before its turn, but not a moment after it was passed', () => {
  expect(nextToCall([passed('p', 13, -restMinutes)], calls, now)?.id).toBe('p')
  expect(nextToCall([passed('p', 13, -1)], calls, now)).toBeUndefined()
  expect(nextToCall([passed('p', 13, -1), passed('q', 13, -20)], calls, now)?.id).toBe('q')
})

test('what is called, served, done or void is not called', () => {
  const states = (['called', 'serving', 'done', 'void'] as const).map((state) => ({ ...waiting(state, -9), state }))
  expect(nextToCall(states, calls, now)).toBeUndefined()
  expect(callingOrder(states, calls, now)).toEqual([])
})

describe('whatever stands in a hall', () => {
  const someone = fc.record({
    queue: fc.constantFrom('A', 'B'),
    state: fc.constantFrom('waiting' as const, 'waiting' as const, 'passed' as const, 'called' as const),
    due_at: fc.option(fc.integer({ min: -60, max: 60 }).map(at)),
    drawn_at: fc.integer({ min: -120, max: 0 }).map(at),
    again_after: fc.integer({ min: 0, max: 6 }),
    called_at: fc.integer({ min: -60, max: 0 }).map(at),
  })
  const venueQueue = fc
    .array(someone, { maxLength: 25 })
    .map((all) => [...all].sort((one, other) => one.drawn_at.getTime() - other.drawn_at.getTime()))
    .map((all) => all.map((one, index): Queued => ({ ...one, id: String(index).padStart(2, '0'), number: index + 1 })))
  const called = fc.record({ A: fc.nat(6), B: fc.nat(6) }).map((counts) => new Map(Object.entries(counts)))
  const stands = ({ state }: Queued) => state === 'waiting' || state === 'passed'

  test('everybody who waits is called exactly once, whatever order they are read in', () => {
    fc.assert(
      fc.property(venueQueue, called, (tickets, counts) => {
        const order = callingOrder(tickets, counts, now)
        expect([...order].map(({ id }) => id).sort()).toEqual(
          tickets
            .filter(stands)
            .map(({ id }) => id)
            .sort(),
        )
        expect(callingOrder([...tickets].reverse(), counts, now)).toEqual(order)
      }),
    )
  })

  test('the order foretold is the order in which they are called, one after the other', () => {
    fc.assert(
      fc.property(venueQueue, called, (tickets, counts) => {
        const left = new Set(tickets)
        const soFar = new Map(counts)
        const rested = at(restMinutes)
        const order = callingOrder(tickets, counts, rested)
        const really = order.map(() => {
          const next = nextToCall([...left], soFar, rested)
          if (next !== undefined) {
            left.delete(next)
            soFar.set(next.queue, (soFar.get(next.queue) ?? 0) + 1)
          }
          return next
        })
        expect(really).toEqual(order)
        expect(nextToCall([...left], soFar, rested)).toBeUndefined()
      }),
    )
  })

  test('nobody who just came is overtaken by somebody who just came later, and no booking by one due later', () => {
    fc.assert(
      fc.property(venueQueue, called, (tickets, counts) => {
        const order = callingOrder(tickets, counts, now).filter(({ state }) => state === 'waiting')
        const due = order.filter(({ due_at: by }) => by !== null && by <= now)
        const rest = order.filter((one) => !due.includes(one))
        expect(order).toEqual([...due, ...rest])
        const inOrder = (times: (Date | null)[]) => expect([...times].sort((a, b) => Number(a) - Number(b))).toEqual(times)
        inOrder(due.map((one) => one.due_at))
        inOrder(rest.map((one) => one.drawn_at))
      }),
    )
  })

  test('in one queue, a passed number never waits for more than its calls and the passed before it', () => {
    fc.assert(
      fc.property(venueQueue, fc.nat(6), (tickets, count) => {
        const inA = tickets.filter(({ queue }) => queue === 'A')
        const order = callingOrder(inA, new Map([['A', count]]), now)
        const others = order.filter(({ state }) => state === 'passed').length - 1
        for (const [ahead, one] of order.entries())
          if (one.state === 'passed') expect(ahead).toBeLessThanOrEqual(Math.max(0, (one.again_after ?? 0) - count) + others)
      }),
    )
  })
})

test('a number passed now is called after three others', () => {
  const tickets = [passed('p', 10 + recallAfter, 0), ...[1, 2, 3, 4].map((one) => waiting(String(one), -one))]
  expect(callingOrder(tickets, calls, now)[recallAfter]?.id).toBe('p')
})
