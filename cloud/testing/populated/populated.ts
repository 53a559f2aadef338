import { randomUUID } from 'node:crypto'
import { dayMs } from '@doorstep/contract/time-words'
import { sql } from 'kysely'
import type { Db } from '../../platform/database/database'
import { uuidv7 } from '../../platform/process/ids'
import { wav } from '../../platform/files/sound-samples'
import { community, type Community } from '../../requests/testing/requests'
import type { SignedIn } from '../people/signed-in'
import { anOrganisation } from '../worlds/organisations'
import { populateBookings } from './bookings'

/** For tests: creates a community with rows in every table; some of them hard to copy. */
export async function populatedCommunity(options: Parameters<typeof community>[0], photo: Buffer): Promise<Community> {
  const here = await community(options)
  const uploads: Uploads = async (who) => (await here.app.upload(who, photo, 'a.jpg', 'image/jpeg')).body.id
  await writesAndFiles(here, uploads)
  await published(here, uploads)
  await staffChanges(here)
  await here.app.jobs.runDue()
  await populateBookings(here.app.db, here.app.clock, here.district, here.resident.accountId)
  await hardToCopy(here.app.db, here.district.id)
  return here
}

/** Uploads a photo as this person; returns its id. */
type Uploads = (who: SignedIn) => Promise<string>

async function writesAndFiles(here: Community, uploads: Uploads): Promise<void> {
  const { app, district, resident, member } = here
  const [grid] = district.grids
  await app.does(resident, 'PUT /v1/account', { body: { phone: '13800006021' } })
  await app.does(resident, 'POST /v1/homes', { body: { buildingCode: grid.buildings[1].code, unit: '2 单元', room: '401' } })
  const { id } = await app.does(resident, 'POST /v1/conversations', { body: { gridCode: grid.code } })
  const says = (who: SignedIn, body: object) =>
    app.does(who, 'POST /v1/conversations/{id}/messages', {
      params: { id },
      body: { clientId: randomUUID(), kind: 'text', text: '', ...body },
    })
  await says(resident, { text: '楼道灯坏了\n三天了' })
  await says(resident, { kind: 'photo', fileId: await uploads(resident) })
  await says(resident, { kind: 'voice', fileId: (await app.upload(resident, wav(3), 'voice.wav', 'audio/wav')).body.id })
  await says(member, { text: '我下午去看' })
  await app.does(resident, 'POST /v1/live-tickets')
  await app.does(resident, 'POST /v1/uploads', { body: { bytes: 300_000 } })
  await app.does(member, 'POST /v1/templates', { body: { title: '收到', text: '您好，已收到。', use: 'message' } })

  const request = await here.files(resident, { fileIds: [await uploads(resident)] })
  await here.settles(request)
  await here.rates(resident, request)
  const visited = await here.files(resident, { text: '水管漏水' })
  await here.acts(member, visited, 'accept', {})
  await here.acts(member, visited, 'handle', { text: '约了师傅', visitAt: new Date(app.clock.now().getTime() + dayMs).toISOString() })
  await here.acts(member, visited, 'askExtension', { workingDays: 1, reason: '师傅要等配件' })
  const onBehalf = { name: '张奶奶', phone: '13900001111', relation: '邻居', consent: { how: 'inPerson' } } as const
  // A resident's people are remembered, those staff file for are not.
  for (const who of [member, resident]) await here.files(who, { buildingCode: grid.buildings[1].code, onBehalf })
}

async function published(here: Community, uploads: Uploads): Promise<void> {
  const { app, district, secretary, streetAdmin, resident } = here
  const fileIds = [await uploads(secretary)]
  const body = { title: '周三停水通知', text: '周三上午停水，请提前存水。', branchCode: 'B1', audience: [district.communities[0]], fileIds }
  const { id } = await app.does(secretary, 'POST /v1/notices', { body })
  await app.does(secretary, 'POST /v1/notices/{id}/submit', { params: { id } })
  await app.does(streetAdmin, 'POST /v1/notices/{id}/approve', { params: { id } })
  await app.does(resident, 'PUT /v1/notices/{id}/reader', { params: { id }, body: { liked: true } })
}

async function staffChanges({ app, district, resident, member, streetAdmin }: Community): Promise<void> {
  const [grid, second] = district.grids
  const body = { gridCode: grid.code, standInCode: grid.deputy, fromDay: '2026-11-25', untilDay: '2026-11-26' }
  await app.does(member, 'POST /v1/absences', { body })
  await app.does(streetAdmin, 'POST /v1/staff/{code}/invitations', { params: { code: second.member } })
  await app.does(streetAdmin, 'POST /v1/grids/{code}/handovers', {
    params: { code: second.code },
    body: { toStaffCode: second.deputy, reason: '轮岗' },
  })
  await anOrganisation(app.does, resident, grid.buildings[0].code)
  await app.does(resident, 'POST /v1/grid-corrections', { body: { buildingCode: grid.buildings[0].code, said: '应归二网格' } })
}

/** Inserts extreme values of text, numbers, time and JSON; more rows than one batch; rows that refer to later rows. */
async function hardToCopy(db: Db, districtId: number): Promise<void> {
  const own = { district_id: districtId }
  const text = 'tab\t line\r\n "quoted" back\\slash {brace,NULL} \u2028 \u2029 \u0001 😀 é e\u0301 \\N'
  const template = { ...own, staff_code: 'M1', title: '', text, use: 'reply', created_at: new Date(0) }
  await db
    .insertInto('template')
    .values({ ...template, id: uuidv7() })
    .execute()
  await sql`update template set created_at = '2026-11-23 01:02:03.123456+08' where district_id = ${districtId} and title = ''`.execute(db)
  await sql`update grid set min_lng = 0.1::float8 + 0.2::float8, min_lat = 1e-300 where district_id = ${districtId}`.execute(db)
  await sql`update building set grams = array['', 'NULL', 'a,b', '{"', null, '槐'] where district_id = ${districtId}`.execute(db)
  const numbers = '{"n": 12345678901234567890.1234567890, "empty": [null, "", {}], "s": "\\"\\\\"}'
  for (const reply of [sql`null`, sql`'null'::jsonb`, sql`${numbers}::jsonb`])
    await sql`insert into idempotency (district_id, account_id, key, endpoint, body_hash, reply, created_at)
      select district_id, id, ${randomUUID()}, 'GET', '', ${reply}, now() from account where district_id = ${districtId} limit 1`.execute(
      db,
    )
  await sql`insert into inbox_item (district_id, account_id, id, key, kind, title, text, at)
    select district_id, id, gen_random_uuid(), 'many:' || n, 'task', '第 ' || n || ' 条', '', now()
    from generate_series(1, 1100) n, (select * from account where district_id = ${districtId} limit 1) a`.execute(db)
  await sql`insert into area (district_id, code, kind, parent, name)
    select district_id, '990101001001' || to_char(n, 'FM000'), 'grid', '990101001001', '' from district, generate_series(100, 999) n
    where district_id = ${districtId}`.execute(db)
  await db
    .insertInto('common_gram')
    .values({ ...own, gram: '槐', buildings: 50 })
    .execute()
  await db
    .insertInto('emergency')
    .values({ ...own, code: 'fire', sort: 1, words: JSON.stringify(['着火']), phones: JSON.stringify([]), advice: text })
    .execute()
  await db
    .insertInto('synonym')
    .values({ ...own, code: 'noise', names: JSON.stringify(['噪声']), words: JSON.stringify(['吵']) })
    .execute()
  await sql`insert into dispatch_rule
      (district_id, code, kinds, area_code, unit_code, co_unit_codes, handling, at_filing, basis, edition)
    select district_id, 'R1', '["help"]', '990101', code, '[]', '{"amount": 1, "unit": "day"}', false, ${text}, 1
    from department where district_id = ${districtId} limit 1`.execute(db)
  const first = sql`(select id from request where district_id = ${districtId} order by id limit 1)`
  await sql`insert into dispatch_part (district_id, id, request_id, unit_code, lead, how, rule_code, reason, at)
    select district_id, gen_random_uuid(), ${first}, unit_code, true, 'directory', code, ${text}, now()
    from dispatch_rule where district_id = ${districtId}`.execute(db)
  await sql`insert into supervision_order (district_id, id, request_id, issued_at, text, acknowledgement)
    values (${districtId}, gen_random_uuid(), ${first}, now(), ${text}, ${text})`.execute(db)
  await sql`insert into rating_remedy (district_id, request_id, round, contact_by, way, text)
    values (${districtId}, ${first}, 0, now(), 'ledger', ${text})`.execute(db)
  await sql`insert into odd_batch (district_id, id, grid_code, minute, why, about, requests)
    values (${districtId}, gen_random_uuid(), '990101001001001', now(), 'handler', 'M1', '[{"number": "1"}]')`.execute(db)
  await sql`insert into whistle
      (district_id, id, number, state, grid_code, place, purpose, request_id, asked_units, respond_minutes, result_days, created_at, last_seq)
    values (${districtId}, gen_random_uuid(), '哨-261123-01', 'open', '990101001001001', ${text}, ${text}, ${first}, '[]', 30, 3, now(), 1)`.execute(
    db,
  )
  await sql`update request set split_from = ${first}, unsplit_at = now()
    where district_id = ${districtId}
      and id = (select id from request where district_id = ${districtId} order by id desc limit 1)`.execute(db)
  await sql`insert into request_merge (district_id, id, request_id, main_id, main_seq, reason, at, ended_at)
    values (${districtId}, gen_random_uuid(), ${first}, ${first}, 1, ${text}, now(), now())`.execute(db)
  await sql`insert into request_follower (district_id, request_id, account_id, followed_at)
    select ${districtId}, ${first}, id, now() from account where district_id = ${districtId} limit 1`.execute(db)
  await sql`insert into reply_waiver (district_id, id, conversation_id, seq, waiting_since, staff_code, at)
    select ${districtId}, gen_random_uuid(), id, 1, now(), 'M1', now() from conversation where district_id = ${districtId} limit 1`.execute(
    db,
  )
  const whistle = sql`(select id from whistle where district_id = ${districtId} limit 1)`
  await sql`insert into whistle_call (district_id, id, whistle_id, unit_code, state, called_at, respond_by, who, sent_back)
    select ${districtId}, gen_random_uuid(), ${whistle}, code, 'called', now(), now(), ${text}, false
    from department where district_id = ${districtId} limit 1`.execute(db)
  await sql`insert into whistle_event (district_id, whistle_id, seq, did, at, text, files)
    values (${districtId}, ${whistle}, 1, 'whistle', now(), ${text}, '[]')`.execute(db)
  await sql`update area set name = name || '' where district_id = ${districtId} and kind <> 'grid'`.execute(db)
}
