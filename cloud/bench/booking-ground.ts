import type { OpeningRules } from '@doorstep/contract/openings/rules'
import type { Db } from '../platform/database/database'
import type { District } from '../testing/district'
import { signedIn, type SignedIn } from '../testing/people/signed-in'
import { mildRules } from '../testing/worlds/venues'

/** Office hours with slots of half an hour: fifteen a day, five days a week. */
const officeRules: OpeningRules = {
  ...mildRules,
  walkInPercent: 30,
  weekly: [1, 2, 3, 4, 5].flatMap((weekday) => [
    { weekday, from: '08:30', to: '12:00', capacity: 4, fromDay: null, untilDay: null },
    { weekday, from: '14:00', to: '18:00', capacity: 4, fromDay: null, untilDay: null },
  ]),
}

/** Inserts a number of services of office hours at a venue, without slots. */
export async function manyServices(db: Db, { id }: District, venueCode: string, count: number): Promise<string[]> {
  const rows = Array.from({ length: count }, (_, sort) => ({
    district_id: id,
    code: `N-${sort}`,
    sort: 100 + sort,
    group_code: 'agency',
    name: `代办窗口 ${sort + 1}`,
    about: '一次说清要带什么',
    bring: '身份证',
    who_may: '居民都可以用',
    phone: '0543-3000009',
    venue_code: venueCode,
    provider: 'centre',
    provider_name: '槐树社区党群服务站',
    way: 'slot',
    queue: 'A',
    rules: JSON.stringify(officeRules),
  }))
  await db.insertInto('service').values(rows).execute()
  return rows.map(({ code }) => code)
}

const atOnce = 20

/** Inserts residents with a session each. */
export async function manyResidents(district: District, count: number): Promise<SignedIn[]> {
  const residents: SignedIn[] = []
  while (residents.length < count) {
    const some = Array.from({ length: Math.min(atOnce, count - residents.length) }, () => signedIn(district, 'resident'))
    residents.push(...(await Promise.all(some)))
  }
  return residents
}
