import { leadsBack, machine, nextState, type GuardOf } from '@doorstep/contract/machine'
import { problem } from '../process/problem'
import { runnerOf } from './runner'

type State = 'open' | 'paused' | 'done'
type Party = 'owner' | 'judge' | 'clock'

const table = machine<State, Party, 'ripe' | 'paid'>()({
  pause: { from: ['open'], to: 'paused', by: ['owner'], label: '暂停' },
  resume: { from: ['paused'], to: 'previous', by: ['owner'], label: '继续' },
  note: { from: ['open', 'paused'], to: 'same', by: ['owner', 'judge'], label: '备注' },
  expire: { from: ['open', 'paused'], to: 'done', by: ['clock'], label: '到期' },
  judge: { from: ['open'], to: 'done', by: ['judge'], not: ['owner'], label: '评定', guards: ['ripe', 'paid'] },
})

interface Thing {
  state: State
  before?: State
  as: Party[]
  ripe?: boolean
  paid?: boolean
}
const asked: string[] = []
const runner = runnerOf(table)<Thing>({
  stateOf: ({ state }) => state,
  previousOf: ({ before }) => before ?? null,
  partiesOf: ({ as }) => as,
  guards: {
    ripe: ({ ripe = true }) => {
      asked.push('ripe')
      return ripe ? null : problem('notArrivable')
    },
    paid: ({ paid = true }) => {
      asked.push('paid')
      return Promise.resolve(paid ? null : problem('ratingOver'))
    },
  },
  notYours: (_thing, { barred }) => problem(barred ? 'ownNotice' : 'notYourRole'),
  notNow: () => problem('notNow'),
})

const codeOf = async (thing: Thing, action: keyof typeof table) => (await runner.refusal(thing, action))?.code ?? null

beforeEach(() => asked.splice(0))

test('a step leads where its line says: to a state, back to the one before, or nowhere else', async () => {
  expect(await runner.check({ state: 'open', as: ['owner'] }, 'pause')).toBe('paused')
  expect(await runner.check({ state: 'paused', before: 'open', as: ['owner'] }, 'resume')).toBe('open')
  expect(await runner.check({ state: 'paused', as: ['judge'] }, 'note')).toBe('paused')
  expect([nextState('same', 'a', 'b'), nextState('previous', 'a', 'b'), nextState('c', 'a', 'b')]).toEqual(['a', 'b', 'c'])
  expect([leadsBack(table, 'paused'), leadsBack(table, 'open')]).toEqual([true, false])
})

test('party comes before state, state before guards, and guards in the order of the line until one refuses', async () => {
  expect(await codeOf({ state: 'done', as: ['clock'] }, 'judge')).toBe('notYourRole')
  expect(await codeOf({ state: 'done', as: ['judge', 'owner'] }, 'judge')).toBe('ownNotice')
  expect(await codeOf({ state: 'done', as: ['judge'], ripe: false }, 'judge')).toBe('notNow')
  expect(asked).toEqual([])
  expect(await codeOf({ state: 'open', as: ['judge'], ripe: false, paid: false }, 'judge')).toBe('notArrivable')
  expect(asked).toEqual(['ripe'])
  expect(await codeOf({ state: 'open', as: ['judge'], paid: false }, 'judge')).toBe('ratingOver')
  await expect(runner.check({ state: 'open', as: ['judge'], paid: false }, 'judge')).rejects.toMatchObject({ code: 'ratingOver' })
  expect(await codeOf({ state: 'open', as: ['judge'] }, 'judge')).toBeNull()
})

test('a guard without its check does not compile, and neither does a check that no line uses', () => {
  type Compiles<Guards> = [Guards, Record<GuardOf<typeof table>, 'check'>] extends [Record<GuardOf<typeof table>, 'check'>, Guards]
    ? true
    : false
  const [both, missing, surplus]: [
    Compiles<{ ripe: 'check'; paid: 'check' }>,
    Compiles<{ ripe: 'check' }>,
    Compiles<{ ripe: 'check'; paid: 'check'; more: 'check' }>,
  ] = [true, false, false]
  expect([both, missing, surplus]).toEqual([true, false, false])
})

test('what is offered is exactly what is not refused, whatever the state, the parties and the guards say', async () => {
  const actions = Object.keys(table) as (keyof typeof table)[]
  for (const state of ['open', 'paused', 'done'] as const) {
    for (const as of [['owner'], ['judge'], ['clock'], ['owner', 'judge'], []] as Party[][]) {
      for (const [ripe, paid] of [
        [true, true],
        [false, true],
        [true, false],
      ] as const) {
        const thing = { state, as, ripe, paid }
        const open: string[] = []
        for (const action of actions) if ((await runner.refusal(thing, action)) === null) open.push(action)
        expect(await runner.actionsFor(thing)).toEqual(open)
      }
    }
  }
})
