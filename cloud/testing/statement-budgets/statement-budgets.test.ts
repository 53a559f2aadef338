import { community } from '../../requests/testing/requests'
import { budgets, recordedCalls, type Budget } from './budgets'
import type { Recording } from './record'

let recordings: Map<Budget, Recording>

beforeAll(async () => {
  const here = await community()
  recordings = await recordedCalls(here)
  await here.app.close()
})

/** `STATEMENTS='file a request'` prints the statements of that call, `STATEMENTS=all` those of every call. */
const { STATEMENTS: wanted } = process.env

test.each(budgets)('$name: at most $most statements', (budget) => {
  const sent = (recordings.get(budget) ?? []).map(({ text }) => text)
  if (wanted === 'all' || wanted === budget.name) process.stdout.write(`${[`${budget.name}: ${sent.length}`, ...sent].join('\n  ')}\n`)
  expect(sent).not.toEqual([])
  expect(sent.length > budget.most ? sent : []).toEqual([])
})
