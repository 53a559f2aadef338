import { randomUUID } from 'node:crypto'
import type { RequestDetail } from '@doorstep/contract/requests/views'
import type { FileRequest } from '@doorstep/contract/requests/views'
import { generateSlots } from '../../services/slots/generate'
import { bad, good } from '../../requests/testing/requests'
import { testApp, type TestApp } from '../app/app'
import { testDatabase } from '../database/database'
import { aDistrict, shareLights, type District } from '../district'
import { signedIn, type SignedIn } from '../people/signed-in'
import { aVenue } from '../worlds/venues'
import { earsOf } from './ears'

/** What differs between two worlds: whether there is a 举报 of the first grid, and who filed it. */
export interface Plot {
  /** The person who files it; null for nobody. */
  informant: string | null
}

/** A world after everything happened in it. */
export interface World {
  app: TestApp
  district: District
  /** Everybody by name: staff by code, residents by a word. */
  people: ReadonlyMap<string, SignedIn>
  /** What was created, by name; `report` is an id of nothing where there is none. */
  ids: ReadonlyMap<string, string>
  /** Hints each person's socket heard, step by step. */
  hints: ReadonlyMap<string, readonly string[]>
  /** Answers to acts that tell a number or a count, in order. */
  said: readonly unknown[]
  close: () => Promise<void>
}

const staffCodes = ['M1', 'D1', 'M2', 'D2', 'M3', 'D3', 'BS1', 'BS2', 'DI', 'SU', 'SA', 'PA', 'H1', 'H2', 'ME', 'D9']
const residents = ['neighbour', 'filer', 'away']

/** Plays the same story in a new world, with the steps about the 举报 only where somebody files one. */
export async function play({ informant }: Plot): Promise<World> {
  const database = await testDatabase()
  const app = await testApp({ database, settings: { DATA_KEY: Buffer.alloc(32, 7).toString('base64') } })
  const district = await aDistrict(app.db)
  await shareLights(district)
  await aDispatcherElsewhere(district)
  await aVenue(district)
  await generateSlots(app.db, app.clock, district.id, { untilDay: '2026-12-15' })
  const people = new Map<string, SignedIn>()
  for (const code of staffCodes) people.set(code, await signedIn(district, { staff: code }))
  for (const name of residents) {
    const building = district.grids[name === 'away' ? 2 : 0].buildings[0].code
    people.set(name, await signedIn(district, 'resident', { name, building }))
  }
  const who = (name: string): SignedIn => {
    const person = people.get(name)
    if (person === undefined) throw new Error(`Nobody is called ${name}`)
    return person
  }
  const ears = await earsOf({ app, database, district, people })
  const ids = new Map<string, string>([['report', randomUUID()]])
  const said: unknown[] = []
  const step = async (title: string, act: () => Promise<unknown>) => {
    app.clock.advance({ minutes: 1 })
    await act()
    await app.jobs.runDue()
    await ears.hear(title)
  }
  const hidden = (title: string, act: (informer: SignedIn) => Promise<unknown>) =>
    step(title, () => (informant === null ? Promise.resolve() : act(who(informant))))
  const files = async (name: string, by: SignedIn, form: Partial<FileRequest> = {}): Promise<RequestDetail> => {
    const body = { kind: 'help' as const, categoryCode: 'LIGHT', text: '楼道灯坏了三天', ...form }
    const filed = await app.does(by, 'POST /v1/requests', { body })
    ids.set(name, filed.id)
    return filed
  }
  const filesHelp = (name: string) => async () => said.push((await files(name, who('neighbour'))).number)
  const params = () => ({ id: ids.get('report') ?? '' })
  const { does } = app
  const [grid] = district.grids

  await step('a resident writes', async () => {
    const { id } = await does(who('neighbour'), 'POST /v1/conversations', { body: { gridCode: grid.code } })
    ids.set('conversation', id)
    const body = { kind: 'text' as const, clientId: randomUUID(), text: '灯什么时候修' }
    await does(who('neighbour'), 'POST /v1/conversations/{id}/messages', { params: { id }, body })
  })
  await step('a notice is published', async () => {
    const notice = { title: '周三停水', text: '周三上午停水，请提前存水。', branchCode: 'B1', audience: [district.communities[0]] }
    const { id } = await does(who('BS1'), 'POST /v1/notices', { body: notice })
    ids.set('notice', id)
    await does(who('BS1'), 'POST /v1/notices/{id}/submit', { params: { id } })
    await does(who('SA'), 'POST /v1/notices/{id}/approve', { params: { id } })
  })
  await step('a resident draws a number', async () => {
    const { id } = await does(who('away'), 'POST /v1/tickets', { body: { token: 'checkInOfVenueOne12345', serviceCode: 'S-WALK' } })
    ids.set('ticket', id)
  })
  await step('a request is filed', filesHelp('first'))
  await hidden('a report is filed', (informer) =>
    files('report', informer, {
      kind: 'report',
      categoryCode: 'TIPOFF',
      text: '网格里有人占道经营',
      buildingCode: grid.buildings[1].code,
    }),
  )
  await step('a second request is filed', filesHelp('second'))
  await hidden('its informant comments', (informer) =>
    does(informer, 'POST /v1/requests/{id}/comment', { params: params(), body: { text: '晚上更严重', fileIds: [] } }),
  )
  await hidden('it is accepted', () => does(who('SA'), 'POST /v1/requests/{id}/accept', { params: params(), body: { handlerCode: 'H1' } }))
  await hidden('its handler asks', () =>
    does(who('H1'), 'POST /v1/requests/{id}/askMore', { params: params(), body: { question: '几点' } }),
  )
  await hidden('its informant answers', (informer) =>
    does(informer, 'POST /v1/requests/{id}/supply', { params: params(), body: { text: '每晚八点', fileIds: [] } }),
  )
  await hidden('its handler replies', () =>
    does(who('H1'), 'POST /v1/requests/{id}/reply', {
      params: params(),
      body: { outcome: 'explained', text: '已经约谈，明天起不再占道', fileIds: [] },
    }),
  )
  await hidden('its informant rates it badly', (informer) =>
    does(informer, 'POST /v1/requests/{id}/ratings', { params: params(), body: { ...bad, text: '还在占道' } }),
  )
  await step('the first request is settled', async () => {
    const of = { params: { id: ids.get('first') ?? '' } }
    await does(who('M1'), 'POST /v1/requests/{id}/accept', { ...of, body: {} })
    await does(who('M1'), 'POST /v1/requests/{id}/reply', { ...of, body: { outcome: 'explained', text: '已经当面说明情况', fileIds: [] } })
    await does(who('neighbour'), 'POST /v1/requests/{id}/ratings', { ...of, body: good })
  })
  await step('the grid is handed over', async () =>
    said.push(
      await does(who('SA'), 'POST /v1/grids/{code}/handovers', {
        params: { code: grid.code },
        body: { toStaffCode: 'D1', reason: '轮岗' },
      }),
    ),
  )
  app.clock.advance({ days: 12 })
  await step('promises are broken', () => Promise.resolve())
  await step('a third request is filed', filesHelp('third'))

  return {
    app,
    district,
    people,
    ids,
    hints: ears.hints,
    said,
    async close() {
      ears.close()
      await app.close()
      await database.close()
    },
  }
}

/** Inserts a dispatcher of the second community, who has nothing to do with the first. */
async function aDispatcherElsewhere({ db, id, communities }: District): Promise<void> {
  await db.insertInto('staff').values({ district_id: id, code: 'D9', name: '外社区受理', phone: '13800009999' }).execute()
  await db.insertInto('staff_role').values({ district_id: id, staff_code: 'D9', role: 'dispatcher', area_code: communities[1] }).execute()
}
