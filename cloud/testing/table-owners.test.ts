import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { tablesOf, usesIn, usesUnder, type TableUse } from './table-uses'

/** Rooms from the lowest to the highest: a table is written by its own room, and read by it and by rooms above it. */
const rooms = [
  ...[
    'platform',
    'notifications',
    'files',
    'grids',
    'account',
    'organisations',
    'services',
    'branches',
    'clocks',
    'messages',
    'dispatch',
    'requests',
    'queue',
    'bookings',
  ],
  ...['openings', 'notices', 'counter', 'whistles', 'ratings', 'duty', 'underway', 'operate', 'import'],
] as const
type Room = (typeof rooms)[number]

/** The tables each room owns. A table that only the import writes belongs to the lowest room that uses it. */
const owners: Partial<Record<Room, readonly string[]>> = {
  platform: [
    'district',
    'idempotency',
    'live_ticket',
    'organisation_contact',
    'outbox',
    'outbox_lane',
    'session',
    'staff',
    'staff_role',
    'tally',
  ],
  notifications: ['inbox_item'],
  files: ['file', 'upload'],
  grids: ['absence', 'area', 'building', 'common_gram', 'department', 'grid', 'grid_correction', 'team_member'],
  account: ['account', 'acted_for', 'home', 'invitation'],
  organisations: ['organisation'],
  services: ['closure', 'service', 'slot', 'synonym', 'venue'],
  branches: ['branch', 'branch_grid'],
  clocks: ['clock'],
  dispatch: ['dispatch_part', 'dispatch_rule'],
  messages: ['conversation', 'first_reply', 'message', 'reply_waiver', 'template'],
  requests: [
    'category',
    'consent',
    'dated_step',
    'request_merge',
    'emergency',
    'extension',
    'rating',
    'rating_invitation',
    'rating_remedy',
    'request',
    'request_event',
    'request_follower',
    'request_number',
    'supervision_order',
  ],
  queue: ['queue_day', 'ticket'],
  bookings: ['booker', 'booking', 'booking_event', 'booking_limit', 'booking_rating', 'staff_feed', 'waiting'],
  notices: ['notice', 'notice_area', 'notice_photo', 'notice_reader'],
  whistles: ['whistle', 'whistle_call', 'whistle_event'],
  ratings: ['odd_batch'],
  duty: ['handover'],
}

const root = join(__dirname, '..')
const tables = tablesOf(readFileSync(join(root, 'platform/database/schema.ts'), 'utf8'))
const ownerOf = new Map(Object.entries(owners).flatMap(([room, own]) => own.map((table) => [table, room] as const)))
const rankOf = (room: string) => rooms.findIndex((one) => one === room)

/** Reads and writes that are not the room's to do, in words that say where the statement belongs. */
const trespasses = (uses: readonly TableUse[]): string[] =>
  uses.flatMap(({ file, line, room, table, writes }) => {
    const owner = ownerOf.get(table) ?? ''
    if (room === owner) return []
    // The import writes the contents of the district's files, whichever room owns the table.
    if (room === 'import' || (!writes && rankOf(room) > rankOf(owner))) return []
    return [
      `${file}:${line} ${writes ? 'writes' : 'reads'} ${table}: put the statement in a store of cloud/${owner} and call it by its api.ts`,
    ]
  })

test('every table has one owner, and no room is unknown', () => {
  const owned = Object.values(owners).flat()
  expect([...owned].sort()).toEqual([...tables].sort())
  expect(new Set(owned).size).toBe(owned.length)
})

const uses = usesUnder(root, tables)

test('a table is written only by its own room, and read only by it and rooms above', () => {
  expect(trespasses(uses)).toEqual([])
  // The parser sees the builder and the texts: each table is used somewhere.
  const unused = [...tables].filter((table) => !uses.some((use) => use.table === table))
  expect(unused).toEqual([])
})

test.each([
  ['a read of a higher room', 'queue/planted.ts', "db.selectFrom('booking as b').selectAll()", 'reads booking'],
  ['a join', 'queue/planted.ts', "db.selectFrom('ticket').innerJoin('waiting as w', 'w.id', 'ticket.id')", 'reads waiting'],
  ['several tables at once', 'queue/planted.ts', "db.selectFrom(['ticket', 'booking as b'])", 'reads booking'],
  ['a table given by a parameter', 'queue/planted.ts', "const of = (table: 'booking' | 'ticket') => db.selectFrom(table)", 'reads booking'],
  ['a write below', 'bookings/planted.ts', "db.updateTable('slot').set({ taken: 0 })", 'writes slot'],
  ['a delete', 'platform/planted.ts', "db.deleteFrom('booking').execute()", 'writes booking'],
  ['an insert', 'duty/planted.ts', "db.insertInto('staff_role').values([])", 'writes staff_role'],
  ['a read in SQL', 'services/planted.ts', 'sql`select 1 from slot join booking on true where id = ${id}`', 'reads booking'],
  ['a write in SQL', 'bookings/planted.ts', 'sql`update slot set taken = ${seats}`', 'writes slot'],
  ['a file at the top', 'planted.ts', "db.insertInto('outbox').values([])", 'writes outbox'],
])('%s is seen', (_name, file, text, says) => {
  expect(trespasses(usesIn(file, text, tables))).toEqual([expect.stringContaining(`${file}:1 ${says}`)])
})

test("its own table, and one below, are a room's to use", () => {
  const text = "db.selectFrom('booking').innerJoin('slot', 'slot.id', 'booking.slot_id'); sql`insert into waiting select 1 for update`"
  expect(trespasses(usesIn('bookings/planted.ts', text, tables))).toEqual([])
})
