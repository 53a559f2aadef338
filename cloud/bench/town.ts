import { sql } from 'kysely'
import { tiling } from '../../scripts/tiling.mjs'
import { gramsOf, initialsOf } from '../grids/find/search-terms'
import type { Db } from '../platform/database/database'
import { aDistrict, dutyHours, type District } from '../testing/district'
import { signedIn, type SignedIn } from '../testing/people/signed-in'

/** Size of the data: the area of a large district, and enough residents to give each connection its own. */
export const size = { grids: 10_000, residents: 200, casesEach: 30 } as const

export interface Neighbour extends SignedIn {
  gridCode: string
  buildingCode: string
  /** Staff code of the grid member. */
  member: string
  /** The resident's grid member, signed in. */
  memberSignedIn: SignedIn
}

export interface Town {
  district: District
  residents: Neighbour[]
  /** A point inside each grid, GCJ-02. */
  points: { lng: number; lat: number }[]
}

const gridsPerCommunity = 50
const communitiesPerStreet = 20
const batch = 500
const names = '槐柳松柏榆杨桐梅兰竹菊荷桂枫桃李杏梨棠樱清河湖海江溪泉塘渡桥东西南北中和平安康乐'

/** Creates a district of 10,000 grids that tile without gaps, each with a building; residents live in the first ones, one per grid. */
export async function aTown(db: Db): Promise<Town> {
  const district = await aDistrict(db)
  const side = Math.sqrt(size.grids)
  const polygons = tiling({ seed: 10_000, columns: side, rows: side })
  const places = polygons.map((ring, index) => placeOf(district, ring, index))
  await writeGround(db, district, places)
  const residents: Neighbour[] = []
  for (const { gridCode, buildingCode, member } of places.slice(0, size.residents)) {
    await writeMember(db, district, gridCode, member)
    const resident = await signedIn(district, 'resident', { building: buildingCode })
    residents.push({ ...resident, gridCode, buildingCode, member, memberSignedIn: await signedIn(district, { staff: member }) })
  }
  return { district, residents, points: places.map(({ point }) => point) }
}

interface Place {
  ring: readonly (readonly [number, number])[]
  point: { lng: number; lat: number }
  streetCode: string
  communityCode: string
  gridCode: string
  gridName: string
  buildingCode: string
  member: string
}

const three = (n: number) => String(n).padStart(3, '0')

function placeOf({ id }: District, ring: Place['ring'], index: number): Place {
  const community = Math.floor(index / gridsPerCommunity)
  const streetCode = `${id}${three(500 + Math.floor(community / communitiesPerStreet))}`
  const communityCode = `${streetCode}${three(1 + (community % communitiesPerStreet))}`
  const corners = ring.slice(1)
  const mean = (axis: 0 | 1) => corners.reduce((sum, corner) => sum + corner[axis], 0) / corners.length
  const number = 1 + (index % gridsPerCommunity)
  return {
    ring,
    point: { lng: mean(0), lat: mean(1) },
    streetCode,
    communityCode,
    gridCode: `${communityCode}${three(number)}`,
    gridName: `第 ${number} 网格`,
    buildingCode: `T-${index}`,
    member: `T-${index}`,
  }
}

async function writeGround(db: Db, { id }: District, places: readonly Place[]): Promise<void> {
  const own = { district_id: id }
  const now = new Date()
  const streets = [...new Set(places.map(({ streetCode }) => streetCode))]
  const communities = [...new Set(places.map(({ communityCode }) => communityCode))]
  await write(
    [
      ...streets.map((code) => ({ ...own, code, kind: 'street', parent: String(id), name: `${three(Number(code.slice(6)))}街道` })),
      ...communities.map((code, at) => ({
        ...own,
        code,
        kind: 'community',
        parent: code.slice(0, 9),
        name: `${names.charAt(at % names.length)}${at}社区`,
      })),
      ...places.map(({ gridCode: code, communityCode, gridName: name }) => ({ ...own, code, kind: 'grid', parent: communityCode, name })),
    ],
    (rows) => db.insertInto('area').values(rows).execute(),
  )
  await write(places, (rows) =>
    db
      .insertInto('grid')
      .values(
        rows.map(({ gridCode, ring }) => ({
          ...own,
          code: gridCode,
          covers: '1 号楼',
          supervision_phone: '0543-12345678',
          rings: JSON.stringify([ring]),
          min_lng: Math.min(...ring.map(([lng]) => lng)),
          max_lng: Math.max(...ring.map(([lng]) => lng)),
          min_lat: Math.min(...ring.map(([, lat]) => lat)),
          max_lat: Math.max(...ring.map(([, lat]) => lat)),
          duty: JSON.stringify(dutyHours),
          updated_at: now,
        })),
      )
      .execute(),
  )
  await write(places, (rows) =>
    db
      .insertInto('building')
      .values(
        rows.map(({ gridCode, buildingCode, point }) => {
          const text = { name: `${buildingCode.slice(2)} 号楼`, address: `中心路 ${buildingCode.slice(2)} 号` }
          return {
            ...own,
            ...text,
            ...point,
            code: buildingCode,
            grid_code: gridCode,
            units: '[]',
            door_token: buildingCode.padEnd(22, 'x').replace('-', 'T'),
            grams: gramsOf(text),
            initials: initialsOf(text.name),
          }
        }),
      )
      .execute(),
  )
}

async function write<T>(rows: readonly T[], insert: (some: readonly T[]) => Promise<unknown>): Promise<void> {
  for (let from = 0; from < rows.length; from += batch) await insert(rows.slice(from, from + batch))
}

async function writeMember(db: Db, { id }: District, gridCode: string, code: string): Promise<void> {
  const own = { district_id: id }
  await db
    .insertInto('staff')
    .values({ ...own, code, name: '李明', phone: '19900000000' })
    .execute()
  await db
    .insertInto('staff_role')
    .values({ ...own, staff_code: code, role: 'gridMember', area_code: gridCode })
    .execute()
  await db
    .insertInto('team_member')
    .values({ ...own, grid_code: gridCode, staff_code: code, place: 0, title: '网格员' })
    .execute()
}

/** Copies each resident's request until there are `casesEach`, each an hour older, so that lists are measured at a usual length. */
export async function manyCases(db: Db, { district }: Town): Promise<void> {
  await sql`
    insert into request
    select (jsonb_populate_record(r, jsonb_build_object(
      'id', gen_random_uuid(), 'number', r.number || '-' || n, 'created_at', r.created_at - n * interval '1 hour'))).*
    from request r cross join generate_series(1, ${size.casesEach - 1}::int) n
    where r.district_id = ${district.id}`.execute(db)
  await sql`analyze`.execute(db)
}
