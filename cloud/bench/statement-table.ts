import { openDatabase } from '../platform/database/database'
import { migrate } from '../platform/database/migrate'
import { community } from '../requests/testing/requests'
import { administer, on } from '../testing/database/cluster'
import { recordedCalls } from '../testing/statement-budgets/budgets'

const name = 'statement_counts'

/** Counts the statements of each budgeted call in a database of their own on this server; returns them as a Markdown table. */
export async function statementTable(server: string): Promise<string> {
  await administer(server, `create database ${name}`)
  const database = openDatabase(on(server, name))
  try {
    await migrate(database.db)
    const here = await community({ database })
    const recordings = await recordedCalls(here).finally(() => here.app.close())
    const lines = [...recordings].map(([budget, sent]) => `| ${budget.name} | ${sent.length} | ${budget.most} |`)
    return ['| call | statements | budget |', '| --- | ---: | ---: |', ...lines].join('\n')
  } finally {
    await database.close()
  }
}
