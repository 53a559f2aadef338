import { randomUUID } from 'node:crypto'
import type { ApiKey } from '@doorstep/contract/api'
import type { Endpoint } from '@doorstep/contract/endpoints'
import type { StaffRole } from '@doorstep/contract/roles'
import * as v from 'valibot'
import { community, type Community } from '../../requests/testing/requests'
import { validCalls, uploadOf, type ValidCall } from '../valid-calls/valid-calls'
import { everyEndpoint, rawCall, type RawResponse, type RawRequest } from '../http/raw-call'
import { signedIn, type SignedIn } from '../people/signed-in'
import { wav } from '../../platform/files/sound-samples'
import { successOf } from '../../platform/http/http'
import { uuidv7 } from '../../platform/process/ids'

/** Calls every endpoint with valid input: checks its answer, the answer to a retry, and the answer to a person without access. */
let here: Community
let calls: Record<ApiKey, () => Promise<ValidCall>>

beforeAll(async () => {
  here = await community()
  calls = validCalls(here)
})
afterAll(() => here.app.close())

const ask = (key: ApiKey, who: SignedIn | null, sent: RawRequest) =>
  rawCall(here.app.server, key, { ...sent, ...(who === null ? {} : { token: who.token }) })
const all = everyEndpoint as [ApiKey, Endpoint][]
const codeOf = ({ status, json }: RawResponse) => (status < 400 ? undefined : (json as { code?: string }).code)

describe.each(all)('%s', (key, endpoint) => {
  const repeats = !key.startsWith('GET ') && endpoint.idempotent !== false && key !== 'DELETE /v1/session'

  test('answers with what it declares and nothing else', async () => {
    const { who, sent } = await calls[key]()
    const mark = randomUUID()
    const heard = await ask(key, who, { ...sent, mark })
    expect({ status: heard.status, problem: codeOf(heard) }).toEqual({ status: successOf(endpoint), problem: undefined })
    const schema = '200' in endpoint.replies ? endpoint.replies[200] : '201' in endpoint.replies ? endpoint.replies[201] : null
    if (schema === null) expect(heard.text).toBe('')
    else if (schema.type !== 'any') expect(v.parse(schema, heard.json)).toEqual(heard.json)
    if (!repeats) return

    // A retry with the same key gets the first answer; the key with a different request is refused.
    const again = await ask(key, who, { ...sent, mark })
    expect([again.status, again.text]).toEqual([heard.status, heard.text])
    const reused = await ask(key, who, { ...changed(endpoint, sent), mark })
    expect([reused.status, codeOf(reused)]).toEqual([422, 'keyReused'])
  })

  if (endpoint.params !== undefined && endpoint.relation !== 'none')
    test('is 404 to whoever it is none of', async () => {
      const { sent } = await calls[key]()
      for (const stranger of await strangersTo(key, endpoint)) {
        const heard = await ask(key, stranger, sent)
        expect([heard.status, codeOf(heard)]).toEqual([404, 'notFound'])
      }
    })
})

/** Returns the same request with one value changed to another that the endpoint accepts; of a request whose body holds nothing, for another. */
function changed({ body: schema, upload }: Endpoint, sent: RawRequest): RawRequest {
  if (upload === 'form') return uploadOf(2)
  const { body } = sent
  if (schema === undefined || typeof body !== 'object' || body === null || Object.keys(body).length === 0)
    return { ...sent, params: { id: uuidv7(), code: 'SA' } }
  const others = Object.entries(body).flatMap(([name, value]) =>
    (typeof value === 'string'
      ? [`${value}了`, uuidv7(), 'x'.repeat(22), 'HS-12', 'HS-11', here.district.grids[1].code]
      : typeof value === 'boolean'
        ? [!value]
        : [5, [uuidv7()]]
    )
      .filter((other) => other !== value)
      .map((other) => ({ ...body, [name]: other })),
  )
  const other = others.find((one) => v.is(schema, one))
  if (other === undefined) throw new Error('Nothing in this body can be changed')
  return { ...sent, body: other }
}

/** Returns people with the required role, but without access: another resident, or staff of another community. */
async function strangersTo(key: ApiKey, { who }: Endpoint): Promise<SignedIn[]> {
  const { district } = here
  const [role] = who
  if (role === undefined || role === 'anyone') return []
  if (role !== 'resident') return [await colleagueElsewhere(role)]
  const away = await signedIn(district, 'resident', { building: district.grids[2].buildings[0].code })
  // A published notice is also for neighbours, and for anyone without a home.
  return key.includes('/notices/') ? [away] : [away, await signedIn(district, 'resident'), await signedIn(district, { staff: 'M3' })]
}

/** Returns a staff member with this role in the second community only. */
async function colleagueElsewhere(role: StaffRole): Promise<SignedIn> {
  const { district } = here
  const code = `X-${role}`
  const own = { district_id: district.id }
  const exists = await district.db
    .selectFrom('staff')
    .select('code')
    .where('district_id', '=', district.id)
    .where('code', '=', code)
    .executeTakeFirst()
  if (exists === undefined) {
    await district.db
      .insertInto('staff')
      .values({ ...own, code, name: '外社区', phone: '13800009999' })
      .execute()
    await district.db
      .insertInto('staff_role')
      .values({ ...own, staff_code: code, role, area_code: district.communities[1], branch_code: role === 'branchSecretary' ? 'B2' : null })
      .execute()
  }
  return signedIn(district, { staff: code })
}

describe('other people’s things named in a body', () => {
  const text = '楼道灯坏了三天'
  const case_ = { kind: 'help', categoryCode: 'LIGHT', text }
  const refusedTo = async (key: ApiKey, who: SignedIn, sent: RawRequest) => {
    const heard = await ask(key, who, sent)
    expect(heard.status).toBeGreaterThanOrEqual(400)
    expect(['notFound', 'badInput']).toContain(codeOf(heard))
  }

  test('a file stays its uploader’s', async () => {
    const [owner, thief] = [await signedIn(here.district, 'resident'), await signedIn(here.district, 'resident')]
    const { id } = (await here.app.upload(owner, wav(1), 'a.wav', 'audio/wav')).body
    await refusedTo('POST /v1/requests', thief, { body: { ...case_, fileIds: [id] } })
    const onBehalf = { name: '李奶奶', relation: '邻居', consent: { how: 'voice', fileId: id } }
    await refusedTo('POST /v1/requests', thief, { body: { ...case_, onBehalf } })
    const talk = await here.app.does(thief, 'POST /v1/conversations', { body: { gridCode: here.district.grids[0].code } })
    const body = { kind: 'voice', clientId: randomUUID(), fileId: id }
    await refusedTo('POST /v1/conversations/{id}/messages', thief, { params: { id: talk.id }, body })
    const { claimed_by: claimed } = await here.app.db
      .selectFrom('file')
      .select('claimed_by')
      .where('district_id', '=', here.district.id)
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    expect(claimed).toBeNull()
  })

  test('a conversation is not quoted by anybody else', async () => {
    const { sent } = await calls['GET /v1/conversations/{id}']()
    const fromMessages = { conversationId: sent.params?.id, seqs: [1] }
    await refusedTo('POST /v1/requests', await signedIn(here.district, 'resident'), { body: { ...case_, fromMessages } })
  })

  test('a notification is read by its owner alone', async () => {
    const { who } = await calls['GET /v1/inbox']()
    const before = await here.app.does(who, 'GET /v1/inbox')
    expect(before.unread).toBeGreaterThan(0)
    const ids = before.rows.map(({ id }) => id)
    const thief = await signedIn(here.district, 'resident')
    for (const body of [{ ids }, { upTo: ids[0] }]) expect((await ask('POST /v1/inbox/read', thief, { body })).status).toBe(200)
    expect(await here.app.does(who, 'GET /v1/inbox')).toEqual(before)
  })

  test('a grid, a branch or a colleague of another community is out of reach', async () => {
    const [, , away] = here.district.grids
    const leave = { gridCode: away.code, standInCode: away.deputy, fromDay: '2026-12-01', untilDay: '2026-12-01' }
    await refusedTo('POST /v1/absences', here.member, { body: leave })
    const notice = { title: '周三停水', text: '周三上午停水，请提前存水。', branchCode: 'B2', audience: [away.code] }
    await refusedTo('POST /v1/notices', here.secretary, { body: notice })
    await refusedTo('POST /v1/notices', here.secretary, { body: { ...notice, branchCode: 'B1' } })
    const { sent } = await calls['POST /v1/requests/{id}/reassign']()
    await refusedTo('POST /v1/requests/{id}/reassign', here.member, { ...sent, body: { handlerCode: away.member, reason: '换一位' } })
  })
})
