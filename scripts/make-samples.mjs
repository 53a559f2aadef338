/**
 * Writes the sample district to samples/, the same bytes every time: `node scripts/make-samples.mjs`. docs/import.md describes the format.
 */
import { writeFileSync } from 'node:fs'
import { randomFrom } from './random.mjs'
import { categories, departments, directory, questions } from './samples/categories.mjs'
import { peopleFrom } from './samples/people.mjs'
import { personas } from './samples/personas.mjs'
import { branches, dedicated, district, dutyPatterns, streets } from './samples/places.mjs'
import { services, venues } from './samples/services.mjs'
import { tiling } from './tiling.mjs'

const random = randomFrom(20261123)
const person = peopleFrom(random)
const [columns, rows, origin, cell] = [10, 4, [83.5, 38.9], [0.0036, 0.0028]]
const polygons = tiling({ seed: 990101, columns, rows, origin, cell })

const three = (n) => String(n).padStart(3, '0')
const two = (n) => String(n).padStart(2, '0')
const between = (low, high) => low + Math.floor(random() * (high - low + 1))
const table = {
  areas: [],
  duty: [],
  buildings: [],
  departments: [],
  staff: [],
  roles: [],
  teams: [],
  branches: [],
  categories: [],
  questions: [],
  dispatch: [],
  venues,
  services: [],
  openings: [],
  exceptions: [],
}
const features = []

const staff = (code, who, department = '') => table.staff.push([code, who.name, who.phone, department])
const role = (code, name, area, branch = '') => table.roles.push([code, name, area, branch])
const member = (grid, code, place, title) => table.teams.push([grid, code, place, title])

const known = { 3: { member: '李明', deputy: '王芳' } }
const trades = ['水电维修', '社区医生', '律师', '心理咨询师', '退休民警', '房屋检测工程师', '金融反诈宣传员', '教师']

/** Returns ten buildings in the middle of a grid's cell, where the bent edges never reach. */
function buildingsOf(grid, index, [x, y], { estate, road, street }) {
  for (let n = 1; n <= 10; n += 1) {
    const [column, row] = [(n - 1) % 4, Math.floor((n - 1) / 4)]
    const lng = origin[0] + (x + 0.29 + column * 0.14 + (random() - 0.5) * 0.03) * cell[0]
    const lat = origin[1] + (y + 0.3 + row * 0.18 + (random() - 0.5) * 0.04) * cell[1]
    const name = estate.endsWith('胡同') ? `${estate} ${n} 号院` : `${estate} ${n} 号楼`
    const units = dedicated.has(estate) || estate.endsWith('胡同') ? [] : Array.from({ length: between(2, 5) }, (_, i) => `${i + 1} 单元`)
    table.buildings.push([
      `B${String(index * 10 + n).padStart(4, '0')}`,
      grid,
      name,
      `${street}${road} ${index * 4 + 12 + (n - 1) * 2} 号`,
      units.join('|'),
      lng.toFixed(6),
      lat.toFixed(6),
    ])
  }
}

table.areas.push([district.code, 'district', district.name, '', ''])
let index = 0
streets.forEach((street, s) => {
  const streetCode = district.code + three(s + 1)
  // Communities without a night phone of their own have the street's.
  table.areas.push([streetCode, 'street', street.name, district.code, `0999-00${s + 1}0000`])
  // Two rows of cells, taken column by column, so that five consecutive grids form one connected area.
  const cells = Array.from({ length: columns * 2 }, (_, i) => [Math.floor(i / 2), (s === 0 ? 2 : 0) + (i % 2)])
  street.communities.forEach((community, c) => {
    const communityCode = streetCode + three(c + 1)
    const nightPhone = c < 2 ? `0999-00${s + 1}010${c + 1}` : ''
    table.areas.push([communityCode, 'community', community.name, streetCode, nightPhone])
    const expert = `Z${two(s * 4 + c + 1)}`
    const trade = trades[s * 4 + c]
    staff(expert, person())
    role(expert, 'gridTeam', communityCode)
    if (trade === '律师' || trade === '退休民警') role(expert, 'mediator', streetCode)
    const admin = `J${two(s * 4 + c + 1)}`
    staff(admin, person())
    role(admin, 'streetAdmin', communityCode)

    community.estates.forEach((estate, e) => {
      const grid = communityCode + three(e + 1)
      const [x, y] = cells[c * 5 + e]
      table.areas.push([grid, 'grid', `第 ${e + 1} 网格`, communityCode, ''])
      const covers = dedicated.has(estate)
        ? `${estate}及院内商户`
        : `${estate} 1–10 ${estate.endsWith('胡同') ? '号院' : '号楼'}，共 ${between(290, 640)} 户`
      features.push({
        type: 'Feature',
        properties: {
          code: grid,
          name: `第 ${e + 1} 网格`,
          kind: dedicated.has(estate) ? 'dedicated' : 'basic',
          covers,
          supervision_phone: street.phone,
        },
        geometry: { type: 'Polygon', coordinates: [polygons[y * columns + x]] },
      })
      for (const [weekdays, from, to] of dutyPatterns[(index + 4) % dutyPatterns.length]) {
        for (const weekday of weekdays) table.duty.push([grid, weekday, from, to])
      }
      buildingsOf(grid, index, [x, y], { estate, road: community.road, street: street.name })

      const [first, second, third] = [`W${three(index + 1)}`, `D${three(s * 12 + c * 3 + Math.floor(e / 2) + 1)}`, `L${three(index + 1)}`]
      staff(first, person(known[index + 1]?.member))
      role(first, 'gridMember', grid)
      if (!table.staff.some(([code]) => code === second)) {
        staff(second, person(known[index + 1]?.deputy))
        role(second, 'gridTeam', communityCode)
      }
      staff(third, person())
      role(third, 'gridTeam', grid)
      member(grid, first, 0, '网格员')
      member(grid, second, 1, '副网格员')
      member(grid, third, 2, '楼栋长')
      member(grid, expert, 3, `驻点专业人员（${trade}）`)
      index += 1
    })
  })
})

branches.forEach(([code, name, kind, [s, c], numbers, place, hours, about], i) => {
  const community = district.code + three(s + 1) + three(c + 1)
  const secretary = person()
  const staffCode = `S${two(i + 1)}`
  staff(staffCode, secretary)
  role(staffCode, 'branchSecretary', community, code)
  table.branches.push([
    code,
    name,
    kind,
    community,
    numbers.map((n) => community + three(n)).join('|'),
    secretary.name,
    `0999-0002${three(i + 1)}`,
    place,
    hours,
    about,
  ])
})

departments.forEach(([code, name, kind = '', duties = ''], i) => {
  table.departments.push([code, name, `0999-0003${three(i + 1)}`, kind, duties])
  // Whoever came later has a name of their own, so that nobody else's changes.
  if (kind === 'property') return
  staff(`H${two(i + 1)}`, person(), code)
  role(`H${two(i + 1)}`, 'handler', district.code)
})
streets.forEach((_, s) => {
  const area = district.code + three(s + 1)
  staff(`A${two(s + 1)}`, person())
  role(`A${two(s + 1)}`, 'streetAdmin', area)
  staff(`P${two(s + 1)}`, person())
  role(`P${two(s + 1)}`, 'dispatcher', area)
})
for (const [code, name] of [
  ['V01', 'supervisor'],
  ['V02', 'supervisor'],
  ['G01', 'platformAdmin'],
]) {
  staff(code, person())
  role(code, name, district.code)
}
staff('H14', person(), 'estate')
role('H14', 'handler', `${district.code}002001`)
staff('K01', person(), 'city')
role('K01', 'unitHead', district.code)
table.dispatch.push(...directory)

for (const [code, group, name, kinds, hint, acceptance, handling, rule, department, phones] of categories) {
  table.categories.push([
    code,
    group,
    name,
    kinds,
    hint,
    acceptance,
    handling,
    rule,
    department,
    (phones ?? []).map(([who, number]) => `${who}：${number}`).join('|'),
  ])
}
table.questions.push(...questions)

const serviceColumns = [
  ...[
    'code',
    'group',
    'name',
    'about',
    'bring',
    'who_may',
    'phone',
    'venue_code',
    'provider',
    'provider_name',
    'branch_code',
    'staff_code',
    'way',
    'queue',
  ],
  ...['minutes', 'buffer_before', 'buffer_after', 'walk_in_percent', 'lead_minutes', 'horizon_days', 'cancel_minutes', 'max_seats'],
  ...['limit_day', 'limit_week', 'limit_month', 'approval_hours', 'minimum_people', 'minimum_hours', 'grace_minutes', 'holidays'],
]
for (const { openings, exceptions = [], ...service } of services) {
  const unknown = Object.keys(service).filter((column) => !serviceColumns.includes(column))
  if (unknown.length > 0) throw new Error(`${service.code}: no such column: ${unknown.join(', ')}`)
  table.services.push(serviceColumns.map((column) => service[column] ?? ''))
  for (const [weekdays, from, to, capacity, fromDay = '', untilDay = ''] of openings) {
    for (const weekday of weekdays) table.openings.push([service.code, weekday, from, to, capacity, fromDay, untilDay])
  }
  for (const exception of exceptions) table.exceptions.push([service.code, ...exception])
}

const headers = {
  areas: 'code,kind,name,parent,night_phone',
  duty: 'grid_code,weekday,from,to',
  buildings: 'code,grid_code,name,address,units,lng,lat',
  departments: 'code,name,phone,kind,duties',
  staff: 'code,name,phone,department_code',
  roles: 'staff_code,role,area_code,branch_code',
  teams: 'grid_code,staff_code,place,title',
  branches: 'code,name,kind,area_code,grid_codes,secretary,phone,place,hours,about',
  categories: 'code,group,name,kinds,hint,acceptance,handling,rule,department_code,emergency',
  dispatch: 'code,kinds,category_code,area_code,from_day,until_day,unit_code,joining,handling,at_filing,basis',
  questions: 'category_code,code,ask,type,required,options,stop_at',
  venues: 'code,name,area_code,branch_code,address,phone,hours',
  services: serviceColumns.join(','),
  openings: 'service_code,weekday,from,to,capacity,from_day,until_day',
  exceptions: 'service_code,day,from,to,capacity,reason',
}
const folder = new URL('../samples/', import.meta.url)
const quoted = (value) => (/[",\n]/.test(String(value)) ? `"${String(value).replaceAll('"', '""')}"` : String(value))
for (const [name, header] of Object.entries(headers)) {
  // The byte order mark is for Excel, which reads UTF-8 only with it.
  writeFileSync(new URL(`${name}.csv`, folder), `\uFEFF${header}\n${table[name].map((row) => row.map(quoted).join(',')).join('\n')}\n`)
}
const lines = features.map((feature) => JSON.stringify(feature)).join(',\n')
writeFileSync(new URL('grids.geojson', folder), `{"type":"FeatureCollection","datum":"GCJ-02","features":[\n${lines}\n]}\n`)

const names = new Map(table.staff.map(([code, name]) => [code, name]))
const named = personas.map(({ key, openid, name, ...more }) => ({ key, openid, name: name ?? names.get(more.staffCode), ...more }))
writeFileSync(new URL('personas.json', folder), `${JSON.stringify(named, null, 2)}\n`)
