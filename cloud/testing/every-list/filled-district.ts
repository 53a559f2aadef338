import { sql, type RawBuilder } from 'kysely'
import type { Db } from '../../platform/database/database'
import { aDistrict, dutyHours, type District } from '../district'
import { signedIn, type SignedIn } from '../people/signed-in'
import { aVenue, type TestVenue } from '../worlds/venues'

/** The small district with so many rows that PostgreSQL prefers an index to a sequential scan. */
export interface FilledDistrict {
  district: District
  venue: TestVenue
  /** A resident with hundreds of rows of each kind. */
  resident: SignedIn
  /** One of the resident's conversations, with 600 messages. */
  conversationId: string
}

const communities = 40
const gridsEach = 10
/**
 * Number of rows of each kind. No table has more rows than `analyze` reads completely (30,000), so its statistics, and with them the plans,
 * are the same in every run.
 */
const whole = {
  buildings: 20_000,
  accounts: 30_000,
  requests: 30_000,
  conversations: 12_000,
  messages: 30_000,
  corrections: 6000,
  notices: 8000,
  readings: 20_000,
  herReadings: 200,
  services: 800,
  bookings: 30_000,
  ratings: 20_000,
  notifications: 30_000,
}
const venues = 200
/** Days on which a service has a slot; half of them are in the past. */
const days = 32
const grids = communities * gridsEach

/** Every so-manyth row of each kind belongs to the resident; in all a few hundred. */
const hers = 100
const now = sql`timestamptz '2026-11-23 01:00:00+00'`

/** Returns the nth id of a kind: a UUIDv7 in form, ordered by n. */
const idOf = (kind: number, n: RawBuilder<unknown>) =>
  sql`(${String(kind).padStart(8, '0')} || '-0000-7000-8000-' || lpad((${n})::text, 12, '0'))::uuid`
const kinds = { account: 1, request: 2, conversation: 3, message: 4, correction: 5, notice: 6, slot: 7, booking: 8, rating: 9, item: 10 }
const n = sql`n`
const upTo = (count: number) => sql`generate_series(1, ${count}::int) as n`
const three = (number: RawBuilder<unknown>) => sql`lpad((${number})::text, 3, '0')`

/** Returns the nth community added to the district (`gridOf` the nth grid): forty communities, the first ten in the existing street. */
const communityOf = (index: RawBuilder<unknown>) =>
  sql`('9901010' || lpad(((${index}) / 10 + 1)::text, 2, '0') || ${three(sql`(${index}) % 10 + 101`)})`
const gridOf = (index: RawBuilder<unknown>) =>
  sql`(${communityOf(sql`(${index}) % ${communities}::int`)} || ${three(sql`(${index}) / ${communities}::int % ${gridsEach}::int + 1`)})`
/** Distributes row n over a number of things, in an order unlike that of n. */
const spread = (over: number, seed: number) => sql`(n::bigint * ${seed}::bigint % ${over}::bigint)::int`

/** Creates the district. With `share`, only that share of each kind: enough rows to detect a loss, too few for plans. */
export async function aFilledDistrict(db: Db, share = 1): Promise<FilledDistrict> {
  const size = { ...whole }
  for (const kind of Object.keys(size) as (keyof typeof size)[]) size[kind] = Math.ceil(whole[kind] * share)
  const district = await aDistrict(db)
  const venue = await aVenue(district)
  const resident = await signedIn(district, 'resident')
  const fill = fillOf(db, district, resident, size)
  await fill.ground()
  await fill.accounts()
  await fill.requests()
  // An earlier version, of which only a share is filled, has no such table.
  if (share === 1) await fill.followers()
  const conversationId = await fill.conversations()
  await fill.corrections()
  await fill.notices()
  await fill.venues()
  await fill.bookings()
  await fill.notifications()
  // `vacuum` too: until its newest entries are sorted in, the search index is slow and, by its cost, not used.
  await sql`vacuum analyze`.execute(db)
  return { district, venue, resident, conversationId }
}

function fillOf(db: Db, district: District, resident: SignedIn, size: typeof whole) {
  const id = sql`${district.id}::int`
  const run = (statement: RawBuilder<unknown>) => statement.execute(db)
  const [home] = district.grids
  const her = sql`${resident.accountId}::uuid`
  const accountOf = sql`case when n % ${hers}::int = 0 then ${her} else ${idOf(kinds.account, sql`1 + ${spread(size.accounts, 7919)}`)} end`
  /** The district's original grid gets as many rows as any other. */
  const gridCode = sql`case when n % ${grids}::int = 1 then ${home.code} else ${gridOf(spread(grids, 104_729))} end`
  const memberOf = sql`case when n % ${grids}::int = 1 then ${home.member} else 'F' || ${spread(grids, 104_729)} end`
  const building = sql`${home.buildings[0].code}`

  return {
    async ground() {
      await run(sql`insert into area (district_id, code, kind, parent, name)
        select ${id}, '9901010' || lpad(n::text, 2, '0'), 'street', ${String(district.id)}, '街道' || n from generate_series(2, 4) as n`)
      await run(sql`insert into area (district_id, code, kind, parent, name)
        select ${id}, ${communityOf(sql`(n - 1)`)}, 'community', left(${communityOf(sql`(n - 1)`)}, 9), '社区' || n from ${upTo(communities)}`)
      await run(sql`insert into area (district_id, code, kind, parent, name)
        select ${id}, ${gridOf(sql`(n - 1)`)}, 'grid', left(${gridOf(sql`(n - 1)`)}, 12), '网格' || n from ${upTo(grids)}`)
      await run(sql`insert into grid (district_id, code, covers, supervision_phone, rings, min_lng, min_lat, max_lng, max_lat, duty, updated_at)
        select ${id}, ${gridOf(sql`(n - 1)`)}, '1 号楼', '0543-12345678', '[]', 1, 1, 1, 1, ${JSON.stringify(dutyHours)}::jsonb, ${now} from ${upTo(grids)}`)
      await run(
        sql`insert into staff (district_id, code, name, phone) select ${id}, 'F' || (n - 1), '网格员' || n, '13800000000' from ${upTo(grids)}`,
      )
      await run(sql`insert into branch (district_id, code, name, kind, area_code, secretary, phone, place, hours, about)
        select ${id}, 'F' || n, '支部' || n, 'estate', ${communityOf(sql`(n - 1)`)}, '书记', '0543', '一楼', '周一至周五', '' from ${upTo(communities)}`)
      await run(sql`insert into branch_grid (district_id, branch_code, grid_code)
        select ${id}, 'F' || ((n - 1) % ${communities}::int + 1), ${gridOf(sql`(n - 1)`)} from ${upTo(grids)}`)
      // Names of two characters out of 2,000, which the few buildings that a test searches for do not contain.
      await run(sql`insert into building (district_id, code, grid_code, name, address, door_token, lng, lat, initials, grams)
        select ${id}, 'F-' || n, ${gridOf(spread(grids, 104_729))}, first || second || '苑 1 号楼', '中心路', 'filled-' || n, 1, 1, 'yhl',
          array[first, second, first || second, second || '苑', '苑', '苑1', '1', '1号', '号', '号楼', '楼', '中', '中心', '心路', '路', 'hl']
        from (select n, chr(20000 + ${spread(2000, 7919)}) as first, chr(22000 + ${spread(2000, 104_729)}) as second from ${upTo(size.buildings)}) as one`)
    },

    accounts: () =>
      run(sql`insert into account (district_id, id, openid, name, created_at)
        select ${id}, ${idOf(kinds.account, n)}, repeat('x', 120) || n, '居民' || n, ${now} from ${upTo(size.accounts)}`),

    requests: () =>
      run(sql`insert into request (district_id, id, number, kind, category_code, account_id, anonymous, title, text, answers, grid_code, building_code,
          place, state, handler_code, promised_at, promise_paused, head, created_at, updated_at, closed_at)
        select ${id}, ${idOf(kinds.request, n)}, 'F' || n, 'help', ${district.categories.ordinary}, ${accountOf}, false, '灯坏了', '灯坏了', '[]',
          ${gridCode}, ${building}, '一号楼', case when n % 7 = 0 then 'handling' else 'closed' end, ${memberOf},
          ${now} - interval '1 hour' * (${size.requests}::int - n) / 10 + interval '3 days', n % 21 = 0, '', ${now} - interval '1 hour' * (${size.requests}::int - n) / 10,
          ${now}, case when n % 7 = 0 then null else ${now} - interval '1 hour' * (${size.requests}::int - n) / 10 + interval '2 days' end
        from ${upTo(size.requests)}`),

    followers: () =>
      run(sql`insert into request_follower (district_id, request_id, account_id, followed_at)
        select ${id}, ${idOf(kinds.request, n)}, ${idOf(kinds.account, sql`1 + ${spread(size.accounts, 104_729)}`)}, ${now} - interval '1 minute' * n
        from ${upTo(Math.ceil(size.requests / 10))} union all select ${id}, ${idOf(kinds.request, n)}, ${her}, ${now} - interval '1 minute' * n from ${upTo(Math.ceil(size.requests / hers))}`),

    async conversations() {
      await run(sql`insert into conversation (district_id, id, account_id, grid_code, last_seq, last_text, last_at, waiting_since, reply_by, escalated, created_at)
        select distinct on (account, grid) ${id}, ${idOf(kinds.conversation, n)}, account, grid, 1, '灯', at,
          case when n % 9 = 0 then at end, case when n % 9 = 0 then at + interval '1 day' end, case when n % 90 = 0 then 2 else 0 end, at
        from (select n, ${accountOf} as account, ${gridCode} as grid, ${now} - interval '5 minutes' * n as at from ${upTo(size.conversations)}) as one`)
      const { rows } = await sql<{ id: string }>`select id from conversation where account_id = ${her} order by last_at limit 1`.execute(db)
      const [long] = rows
      if (long === undefined) throw new Error('She has no conversation')
      await run(sql`insert into message (district_id, conversation_id, seq, id, side, kind, text, at)
        select ${id}, conversation.id, row_number() over (partition by conversation.id), ${idOf(kinds.message, n)}, 'resident', 'text', '灯', ${now}
        from ${upTo(size.messages)} join lateral (
          select case when n % 50 = 0 then ${long.id}::uuid else ${idOf(kinds.conversation, sql`1 + ${spread(size.conversations, 7919)}`)} end as id) as talk on true
        join conversation on conversation.district_id = ${id} and conversation.id = talk.id`)
      return long.id
    },

    corrections: () =>
      run(sql`insert into grid_correction (district_id, id, account_id, building_code, shown_grid, said, state, created_at)
        select ${id}, ${idOf(kinds.correction, n)}, ${accountOf}, ${building}, ${gridCode}, '不对',
          case when n % 90 = 0 then 'open' when n % 2 = 0 then 'corrected' else 'kept' end, ${now} - interval '1 hour' * n from ${upTo(size.corrections)}`),

    async notices() {
      await run(sql`insert into notice (district_id, id, branch_code, title, text, state, author_code, returned_reason, created_at, updated_at, published_at)
        select ${id}, ${idOf(kinds.notice, n)}, case when n % ${communities}::int = 0 then 'B1' else 'F' || (n % ${communities}::int) end, '停水', '停水', state,
          case when n % ${communities}::int = 0 and n % 3 = 0 then 'BS1' else 'F' || (n % ${grids}::int) end, null, at, at,
          case when state in ('published', 'withdrawn') then at end
        from (select n, ${now} - interval '1 hour' * n as at,
          case when n % 19 = 0 then 'withdrawn' when n % 211 = 0 then 'review' when n % 29 = 0 then 'draft' else 'published' end as state
          from ${upTo(size.notices)}) as one`)
      await run(sql`insert into notice_area (district_id, notice_id, area_code)
        select ${id}, ${idOf(kinds.notice, n)}, case when n % 20 = 0 then ${String(district.id)} when n % ${communities}::int = 1 then ${district.communities[0]}
          else ${communityOf(sql`(n % ${communities}::int)`)} end from ${upTo(size.notices)}`)
      await run(sql`insert into notice_reader (district_id, notice_id, account_id, viewed_at, favourite)
        select ${id}, ${idOf(kinds.notice, sql`n / 3 + 1`)}, ${idOf(kinds.account, sql`n % ${size.accounts}::int + 1`)}, ${now} - interval '1 minute' * n, n % 10 = 0
        from ${upTo(size.readings)}`)
      await run(sql`insert into notice_reader (district_id, notice_id, account_id, viewed_at, favourite)
        select ${id}, ${idOf(kinds.notice, sql`n * 20`)}, ${her}, ${now} - interval '1 minute' * n, n % 4 = 0 from ${upTo(size.herReadings)}`)
    },

    async venues() {
      await run(sql`insert into venue (district_id, code, name, area_code, address, phone, hours, check_in_token)
        select ${id}, 'FV' || n, '服务站' || n, ${communityOf(sql`((n - 1) % ${communities}::int)`)}, '一号', '0543', ${JSON.stringify(dutyHours)}::jsonb, 'filled-' || n
        from ${upTo(venues)}`)
      await run(sql`insert into service (district_id, code, sort, group_code, name, about, bring, who_may, phone, venue_code, provider, provider_name, way, queue, rules)
        select ${id}, 'FS' || n, n, 'health', '血压测量', '', '', '', '0543', 'FV' || ((n - 1) % ${venues}::int + 1), 'centre', '站', 'slot', 'A', template.rules
        from ${upTo(size.services)} join service as template on template.district_id = ${id} and template.code = 'S-SLOT'`)
      await run(sql`insert into slot (district_id, id, service_code, day, starts_at, ends_at, capacity, walk_in)
        select ${id}, ${idOf(kinds.slot, sql`row_number() over (order by code, n)`)}, code, (day at time zone 'Asia/Shanghai')::date, day, day + interval '30 minutes', 30, 0
        from (select code from service where district_id = ${id}) as one cross join lateral (
          select n, ${now} + interval '1 day' * (n - ${days / 2}::int) as day from ${upTo(days)}) as days`)
    },

    async bookings() {
      await run(sql`insert into booking (district_id, id, account_id, person, service_code, venue_code, group_code, service_name, way, slot_id, day, starts_at,
          ends_at, seats, code, state, approve_by, missed_at, appeal_text, appealed_at, to_call, created_at, updated_at)
        select ${id}, ${idOf(kinds.booking, n)}, account, 'p' || n, slot.service_code, service.venue_code, service.group_code, service.name,
          case when n % 11 = 0 then 'home' else 'slot' end, slot.id, slot.day, slot.starts_at, slot.ends_at, 1, lpad(n::text, 6, '0'), one.state,
          case when one.state = 'pending' then slot.starts_at - interval '1 day' end, case when one.state = 'missed' then slot.ends_at end,
          case when one.state = 'missed' and n % 3 = 0 then '堵车' end, case when one.state = 'missed' and n % 3 = 0 then slot.ends_at end,
          case when n % 40 = 0 then '改到明天' end, ${now}, ${now}
        from (select n, ${accountOf} as account, ${idOf(kinds.slot, sql`1 + (n::bigint * 7919 % (select count(*) from slot))`)} as slot_id,
            case when n % 5 = 0 then 'booked' when n % 17 = 0 then 'pending' when n % 13 = 0 then 'missed' when n % 19 = 0 then 'released' else 'done' end as state
          from ${upTo(size.bookings)}) as one
        join slot on slot.district_id = ${id} and slot.id = one.slot_id join service on service.district_id = ${id} and service.code = slot.service_code`)
      await run(sql`insert into booking_rating (district_id, id, booking_id, account_id, venue_code, service_code, satisfied, reasons, text, at, answer_by)
        select ${id}, ${idOf(kinds.rating, sql`row_number() over (order by id)`)}, id, account_id, venue_code, service_code, 4, '[]', '', starts_at,
          case when right(code, 1) = '7' then starts_at + interval '5 days' end
        from booking where district_id = ${id} order by id limit ${size.ratings}`)
    },

    notifications: () =>
      run(sql`insert into inbox_item (district_id, account_id, id, key, kind, title, text, at, read_at)
        select ${id}, ${accountOf}, ${idOf(kinds.item, n)}, 'filled-' || n, 'reply', '办好了', '', ${now}, case when n % 7 = 0 then null else ${now} end
        from ${upTo(size.notifications)}`),
  }
}
