import type { OpeningRules } from '@doorstep/contract/openings/rules'
import type { ServiceGroup, ServiceWay } from '@doorstep/contract/services/views'
import type { InferOutput } from 'valibot'
import { uuidv7 } from '../../platform/process/ids'
import { dayOf } from '../../platform/time/calendar'
import { dutyHours, type District } from '../district'

/** The least restrictive rules; a test sets those it is about. */
export const mildRules: OpeningRules = {
  minutes: 30,
  bufferBefore: 0,
  bufferAfter: 0,
  walkInPercent: 0,
  leadMinutes: 0,
  horizonDays: 366,
  cancelMinutes: 0,
  maxSeats: 4,
  limits: { day: null, week: null, month: null },
  approval: null,
  minimum: null,
  graceMinutes: 15,
  holidays: 'closed',
  weekly: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: '09:00', to: '11:00', capacity: 2, fromDay: null, untilDay: null })),
  exceptions: [],
}

const venueCode = 'V1'
const own = { code: venueCode, token: 'checkInOfVenueOne12345' } as const

/**
 * A venue in the first community managed by its branch B1, with a service of each kind, but no slots: a test inserts the ones it needs by
 * `aSlot`.
 */
export interface TestVenue {
  district: District
  code: string
  /** Content of its check-in QR code. */
  token: string
  services: typeof services
}

const services = { slot: 'S-SLOT', ask: 'S-ASK', home: 'S-HOME', walkIn: 'S-WALK', group: 'S-GROUP', professional: 'S-PRO' } as const

interface Kind {
  code: string
  name: string
  group: InferOutput<typeof ServiceGroup>
  way?: InferOutput<typeof ServiceWay>
  staff?: string
  rules?: Partial<OpeningRules>
}

const kinds: Kind[] = [
  { code: services.slot, name: '血压测量', group: 'health' },
  { code: services.ask, name: '会议室', group: 'space', rules: { approval: { hours: 8 } } },
  { code: services.home, name: '上门理发', group: 'elder', way: 'home' },
  { code: services.walkIn, name: '代办材料', group: 'agency', way: 'walkIn' },
  { code: services.group, name: '亲子手工', group: 'family', rules: { minimum: { people: 3, decideHours: 24 } } },
  { code: services.professional, name: '法律咨询', group: 'legal', staff: 'H1' },
]

export async function aVenue(district: District): Promise<TestVenue> {
  const { db, id } = district
  await db
    .insertInto('venue')
    .values({
      district_id: id,
      code: venueCode,
      name: '槐树社区党群服务站',
      area_code: district.communities[0],
      branch_code: 'B1',
      address: '槐树里 1 号',
      phone: '0543-3000009',
      hours: JSON.stringify(dutyHours),
      check_in_token: own.token,
    })
    .execute()
  await db
    .insertInto('service')
    .values(kinds.map((kind, sort) => rowOf(district, kind, sort)))
    .execute()
  return { district, ...own, services }
}

const rowOf = (district: District, { code, name, group, way = 'slot', staff, rules = {} }: Kind, sort: number) => ({
  district_id: district.id,
  code,
  sort,
  group_code: group,
  name,
  about: `${name}，就在家门口`,
  bring: '身份证',
  who_may: '本社区居民',
  phone: '0543-3000009',
  venue_code: venueCode,
  provider: staff === undefined ? 'centre' : 'professional',
  provider_name: staff === undefined ? '槐树社区党群服务站' : '冯经办',
  branch_code: null,
  staff_code: staff ?? null,
  way,
  queue: 'A',
  rules: JSON.stringify({ ...mildRules, ...rules }),
})

/** Changes some of a service's rules, without changing its slots. */
export async function setRules({ district }: TestVenue, code: string, rules: Partial<OpeningRules>): Promise<void> {
  await district.db
    .updateTable('service')
    .set({ rules: JSON.stringify({ ...mildRules, ...rules }) })
    .where('district_id', '=', district.id)
    .where('code', '=', code)
    .execute()
}

interface SlotOf {
  service?: string
  startsAt: Date
  minutes?: number
  capacity?: number
  walkIn?: number
}

/** Inserts one slot directly into the table; returns its id. */
export async function aSlot({ district, services: { slot } }: TestVenue, of: SlotOf): Promise<string> {
  const { service = slot, startsAt, minutes = 30, capacity = 2, walkIn = 0 } = of
  const id = uuidv7()
  await district.db
    .insertInto('slot')
    .values({
      district_id: district.id,
      id,
      service_code: service,
      day: dayOf(startsAt),
      starts_at: startsAt,
      ends_at: new Date(startsAt.getTime() + minutes * 60_000),
      capacity,
      walk_in: walkIn,
    })
    .execute()
  return id
}
