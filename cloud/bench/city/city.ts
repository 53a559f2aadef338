import { randomFrom } from '../../../scripts/random.mjs'
import { tiling } from '../../../scripts/tiling.mjs'

/** Streets of a whole city district; a smaller number gives a smaller district of the same make. */
export const cityStreets = 20

const columns = 5
const rows = 4
/** What a street and a community have: 20 streets are 300 communities, 6,000 grids, 60,000 buildings, 12,000 staff and 300 services. */
const per = { street: { communities: 15 }, community: { grids: columns * rows, team: 17 }, grid: { buildings: 10 } } as const

type Line = readonly (string | number)[]
type At = [column: number, row: number]

export interface Edition {
  streets: number
  /** True for the same district after one row of a hundred of each file has changed. */
  changed: boolean
}

const district = '990101'
const supervision = '0999-0001101'
const firsts = '槐柳松柏榆杨桐梅兰竹菊荷桂枫桃李杏梨棠樱清河湖海江溪泉塘渡桥东西南北中和平安康乐'
const estates = ['里', '花园', '小区', '新村', '家园', '苑']
const surnames = '赵钱孙周吴郑冯陈褚卫蒋沈韩杨朱秦许何吕张孔曹严华金魏陶姜谢邹'
const given = '建秀志桂海丽文晓国玉立春永雪卫红振淑明俊爱德美长凤思佳学素大雅光月成翠'

const hundredth = (n: number) => n % 100 === 7
const digits = (n: number, width: number) => String(n).padStart(width, '0')
const pick = (from: string, n: number) => from.charAt(n % from.length)
const line = (cells: Line) => cells.join(',')

const origin: [number, number] = [83.5, 38.9]
const cell: [number, number] = [0.0036, 0.0028]

/** Returns the texts of a district's files, without faults and the same for the same edition. */
export const cityFiles = (edition: Edition): Record<string, string> =>
  Object.fromEntries(
    Object.entries(tablesOf(edition)).map(([file, lines]) => [
      file,
      file.endsWith('.csv')
        ? `\uFEFF${lines.join('\n')}\n`
        : `{"type":"FeatureCollection","datum":"GCJ-02","features":[\n${lines.join(',\n')}\n]}\n`,
    ]),
  )

function tablesOf({ streets, changed }: Edition): Tables {
  const table = emptyTables()
  const across = streets * columns
  const shapes = tiling({ seed: 6000, columns: across, rows: per.street.communities * rows, origin, cell })
  const random = randomFrom(6000)
  const streetCodes = Array.from({ length: streets }, (_, street) => `${district}${digits(street + 1, 3)}`)
  table['areas.csv'].push(line([district, 'district', '云汀区', '']))
  streetCodes.forEach((code, street) => table['areas.csv'].push(line([code, 'street', `${streetName(street)}街道`, district])))

  for (let n = 0; n < streets * per.street.communities; n += 1) {
    const [street, index] = [Math.floor(n / per.street.communities), n % per.street.communities]
    const own = { n, code: `${streetCodes[street] ?? ''}${digits(index + 1, 3)}`, street: streetCodes[street] ?? '', changed }
    addCommunity(table, own)
    for (let g = 0; g < per.community.grids; g += 1) {
      const at: At = [street * columns + (g % columns), index * rows + Math.floor(g / columns)]
      addGrid(table, own, g, { ring: shapes[at[1] * across + at[0]] ?? [], at, random })
    }
  }
  return table
}

const headers = {
  'areas.csv': 'code,kind,name,parent',
  'duty.csv': 'grid_code,weekday,from,to',
  'buildings.csv': 'code,grid_code,name,address,units,lng,lat',
  'staff.csv': 'code,name,phone,department_code',
  'roles.csv': 'staff_code,role,area_code,branch_code',
  'teams.csv': 'grid_code,staff_code,place,title',
  'branches.csv': 'code,name,kind,area_code,grid_codes,secretary,phone,place,hours,about',
  'venues.csv': 'code,name,area_code,branch_code,address,phone,hours',
  'services.csv': 'code,group,name,about,venue_code,provider,branch_code,staff_code,minutes,horizon_days'
    .concat(',bring,who_may,phone,provider_name,way,queue,buffer_before,buffer_after,walk_in_percent,lead_minutes,cancel_minutes')
    .concat(',max_seats,limit_day,limit_week,limit_month,approval_hours,minimum_people,minimum_hours,grace_minutes,holidays'),
  'dispatch.csv': 'code,kinds,category_code,area_code,from_day,until_day,unit_code,joining,handling,at_filing,basis',
  'organisations.csv': 'code,name,kind,building_code',
  'openings.csv': 'service_code,weekday,from,to,capacity,from_day,until_day',
  'exceptions.csv': 'service_code,day,from,to,capacity,reason',
}
type Tables = Record<keyof typeof headers | 'grids.geojson', string[]>

const emptyTables = (): Tables => ({
  ...(Object.fromEntries(Object.entries(headers).map(([file, header]) => [file, [header]])) as Record<keyof typeof headers, string[]>),
  'grids.geojson': [],
})

interface Community {
  n: number
  code: string
  street: string
  changed: boolean
}

const streetName = (n: number) => `${pick(firsts, n)}${pick(firsts, n * 7 + 3)}`
const nameOf = (n: number) => `${pick(surnames, n)}${pick(given, n * 5)}${pick(given, Math.floor(n / given.length))}`
const teamOf = (n: number, member: number) => `L${digits(n * per.community.team + (member % per.community.team), 5)}`

function addStaff(table: Tables, code: string, role: string, area: string, branch = '', changed = false): void {
  const n = table['staff.csv'].length
  const phone = `199${digits((changed && hundredth(n) ? 50_000_000 : 0) + n, 8)}`
  table['staff.csv'].push(line([code, nameOf(n), phone, '']))
  table['roles.csv'].push(line([code, role, area, branch]))
}

function addCommunity(table: Tables, { n, code, street, changed }: Community): void {
  const touched = changed && hundredth(n)
  const name = `${streetName(n)}${touched ? '新' : ''}社区`
  const [branch, venue, service] = ['P', 'V', 'F'].map((letter) => `${letter}${digits(n, 3)}`)
  table['areas.csv'].push(line([code, 'community', name, street]))
  addStaff(table, `J${digits(n, 3)}`, 'streetAdmin', code, '', changed)
  addStaff(table, `S${digits(n, 3)}`, 'branchSecretary', code, branch, changed)
  addStaff(table, `Z${digits(n, 3)}`, 'gridTeam', code, '', changed)
  for (let member = 0; member < per.community.team; member += 1) addStaff(table, teamOf(n, member), 'gridTeam', code, '', changed)

  const grids = Array.from({ length: per.community.grids }, (_, g) => `${code}${digits(g + 1, 3)}`).join('|')
  const hours = touched ? '周一至周日 9:00–19:00' : '周一至周五 8:30–18:00'
  const branchCells = [branch ?? '', `${name}党支部`, 'estate', code, grids, nameOf(n), supervision, '社区一楼', hours, '']
  table['branches.csv'].push(line(branchCells))
  table['venues.csv'].push(
    line([venue ?? '', `${name}党群服务站`, code, branch ?? '', roadOf(n), supervision, '1-5 08:30-12:00 14:00-18:00']),
  )

  const provider = ['centre', 'branch', 'professional'][n % 3] ?? 'centre'
  const by = [provider, provider === 'branch' ? (branch ?? '') : '', provider === 'professional' ? `Z${digits(n, 3)}` : '']
  const said = [service ?? '', 'agency', `代办窗口 ${n + 1}`, '一次说清要带什么', venue ?? '', ...by, 30, 365]
  table['services.csv'].push(line([...said, ...Array.from({ length: 20 }, () => '')]))
  for (const weekday of [1, 2, 3, 4, 5]) {
    table['openings.csv'].push(line([service ?? '', weekday, '08:30', '12:00', touched ? 5 : 4, '', '']))
    table['openings.csv'].push(line([service ?? '', weekday, '14:00', '18:00', 4, '', '']))
  }
}

const roadOf = (n: number) => `${streetName(Math.floor(n / per.street.communities))}街道${pick(firsts, n * 3)}${pick(firsts, n)}路`

interface Ground {
  ring: readonly (readonly [number, number])[]
  at: At
  random: () => number
}

function addGrid(table: Tables, { n, code: community, changed }: Community, g: number, ground: Ground): void {
  const index = n * per.community.grids + g
  const code = `${community}${digits(g + 1, 3)}`
  const estate = `${pick(firsts, index)}${pick(firsts, Math.floor(index / firsts.length))}${estates[Math.floor(index / firsts.length ** 2)] ?? '院'}`
  table['areas.csv'].push(line([code, 'grid', `第 ${g + 1} 网格`, community]))
  const covers = `${estate} 1–10 号楼，共 ${changed && hundredth(index) ? 420 : 400} 户`
  const properties = { code, name: `第 ${g + 1} 网格`, kind: 'basic', covers, supervision_phone: supervision }
  table['grids.geojson'].push(JSON.stringify({ type: 'Feature', properties, geometry: { type: 'Polygon', coordinates: [ground.ring] } }))
  for (const weekday of [1, 2, 3, 4, 5]) {
    table['duty.csv'].push(line([code, weekday, '08:30', '12:00']))
    table['duty.csv'].push(line([code, weekday, '14:00', changed && hundredth(index) ? '18:30' : '18:00']))
  }
  addTeam(table, { n, code, index, changed }, g)
  addBuildings(table, { code, index, changed, estate, road: roadOf(n) }, ground)
}

function addTeam(
  table: Tables,
  { n, code, index, changed }: { n: number; code: string; index: number; changed: boolean },
  g: number,
): void {
  // Two neighbours change places: a handover of two grids.
  const swapped = changed && Math.floor(index / 2) % 100 === 7
  const member = `W${digits(swapped ? index ^ 1 : index, 5)}`
  const staffRow = [`W${digits(index, 5)}`, nameOf(index * 3), `198${digits(index, 8)}`, '']
  table['staff.csv'].push(line(staffRow))
  table['roles.csv'].push(line([member, 'gridMember', code, '']))
  table['teams.csv'].push(line([code, member, 0, '网格员']))
  table['teams.csv'].push(line([code, teamOf(n, g), 1, changed && hundredth(index) ? '网格助理' : '副网格员']))
  table['teams.csv'].push(line([code, `Z${digits(n, 3)}`, 2, '驻点专业人员']))
}

interface Estate {
  code: string
  index: number
  changed: boolean
  estate: string
  road: string
}

/** Adds the buildings of a grid in the middle of its cell, where the bent edges never reach. */
function addBuildings(table: Tables, { code, index, changed, estate, road }: Estate, { at: [x, y], random }: Ground): void {
  for (let n = 0; n < per.grid.buildings; n += 1) {
    const lng = origin[0] + (x + 0.29 + (n % 4) * 0.14 + (random() - 0.5) * 0.03) * cell[0]
    const lat = origin[1] + (y + 0.3 + Math.floor(n / 4) * 0.18 + (random() - 0.5) * 0.04) * cell[1]
    const building = index * per.grid.buildings + n
    const renewed = changed && building % 1000 === 8
    const address = `${road} ${(index % per.community.grids) * 40 + n * 2 + 2} 号${changed && hundredth(building) ? '南门' : ''}`
    const cells = [`${renewed ? 'N' : 'B'}${digits(building, 5)}`, code, `${estate} ${n + 1} 号楼`, address, '1 单元|2 单元|3 单元']
    table['buildings.csv'].push(line([...cells, lng.toFixed(6), lat.toFixed(6)]))
    if (n === 0) table['organisations.csv'].push(line([`O${digits(index, 5)}`, `${estate}便利店`, 'shop', cells[0] ?? '']))
  }
}
