import { dayOf } from '../platform/time/calendar'
import type { TestApp } from '../testing/app/app'
import { record, type Recording } from '../testing/statement-budgets/record'
import { marked } from './replay'
import { scenarios, type Asked, type ScenarioKey, type Talking } from './scenarios'
import { aTown, manyCases, type Neighbour } from './town'

async function call(app: TestApp, { path, ...asked }: Asked) {
  const { statusCode: status, body } = await app.server.inject({
    ...asked,
    url: path,
    ...(asked.body === undefined ? {} : { payload: asked.body }),
  })
  if (status >= 300) throw new Error(`${path} answered ${status}: ${body}`)
  return { status, body }
}

/** Lets every resident open a conversation, write and file once, then adds many requests. */
export async function talking(app: TestApp): Promise<Talking> {
  const town = await aTown(app.db)
  const conversations = new Map<Neighbour, string>()
  for (const who of town.residents) {
    const { id } = await app.does(who, 'POST /v1/conversations', { body: { gridCode: who.gridCode } })
    conversations.set(who, id)
    const all = { ...town, conversations }
    await call(app, scenarios.write.asks(all, who))
    await call(app, scenarios.file.asks(all, who))
  }
  await manyCases(app.db, town)
  return { ...town, conversations }
}

export interface Sample {
  recording: Recording
  reply: { status: number; body: string }
}

/**
 * Records one request of each scenario by one resident, with the statements it sent; their counters start at values that a replay
 * recognises.
 */
export async function samples(app: TestApp, town: Talking, who: Neighbour): Promise<Record<ScenarioKey, Sample>> {
  const own = { district_id: town.district.id }
  await app.db
    .updateTable('conversation')
    .where('district_id', '=', town.district.id)
    .where('account_id', '=', who.accountId)
    .set({ last_seq: 7 * marked })
    .execute()
  await app.db
    .updateTable('request_number')
    .where('district_id', '=', own.district_id)
    .where('grid_code', '=', who.gridCode)
    .where('day', '=', dayOf(app.clock.now()))
    .set({ last: 3 * marked })
    .execute()
  const sample = async (key: ScenarioKey): Promise<Sample> => {
    // A first request fills the caches and ends what waits for a first reply, so that the usual request is measured.
    await call(app, scenarios[key].asks(town, who))
    let reply = { status: 0, body: '' }
    const recording = await record(async () => {
      reply = await call(app, scenarios[key].asks(town, who))
    })
    return { recording, reply }
  }
  return {
    cases: await sample('cases'),
    gridAt: await sample('gridAt'),
    answer: await sample('answer'),
    write: await sample('write'),
    file: await sample('file'),
  }
}
