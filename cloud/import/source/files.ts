import { branchKindNames } from '@doorstep/contract/branches'
import type { AreaKind } from '@doorstep/contract/grids'
import type { durationUnits } from '@doorstep/contract/requests/views'
import { kindNames } from '@doorstep/contract/requests/words'
import { organisationKindNames } from '@doorstep/contract/organisation-words'
import { joiningUnits } from '@doorstep/contract/rules'
import { roleNames, type StaffRole } from '@doorstep/contract/roles'
import { unitKindNames, type UnitKind } from '@doorstep/contract/units'
import * as v from 'valibot'
import { exceptionsFile, openingsFile, servicesFile, venuesFile } from '../rows/service-files'
import {
  areaCode,
  code,
  day,
  gridCode,
  china,
  choice,
  cellType,
  decimal,
  maybe,
  maybeWords,
  oneLine,
  phone,
  saying,
  several,
  wallTime,
  wholeNumber,
  words,
  type CellType,
} from './cell-types'
import { tableFile } from './table'

/** The CSV files of a district and their columns; docs/import.md explains each, and a test holds the two together. */

export const areaKindNames = { district: '区', street: '街道', community: '社区', grid: '网格' } as const satisfies Record<AreaKind, string>
export const shownRole = (role: string): string => (role in roleNames ? `${role}（${roleNames[role as StaffRole]}）` : role)
export const gridKindNames = { basic: '基础网格', dedicated: '专属网格' } as const

const unitNames: Record<string, keyof typeof durationUnits> = {
  minute: 'minute',
  分钟: 'minute',
  hour: 'hour',
  小时: 'hour',
  day: 'day',
  日: 'day',
  天: 'day',
  workingDay: 'workingDay',
  工作日: 'workingDay',
  个工作日: 'workingDay',
}
const duration: CellType<{ amount: number; unit: keyof typeof durationUnits }> = cellType(
  v.pipe(
    v.string(),
    v.regex(/^[1-9]\d{0,2} ?\S+$/),
    v.transform((cell) => ({ amount: Number.parseInt(cell, 10), unit: unitNames[cell.replace(/^\d+ ?/, '')] })),
    v.object({ amount: v.number(), unit: v.picklist(['minute', 'hour', 'day', 'workingDay']) }),
  ),
  '应当是数字加单位：minute、hour、day 或 workingDay，例如 2 hour、5 workingDay',
)

const emergencyPhone: CellType<{ name: string; number: string }> = cellType(
  v.pipe(
    v.string(),
    v.regex(/^[^:\uFF1A]{1,20}[:\uFF1A][^:\uFF1A]+$/),
    v.transform((cell) => {
      const [name = '', number = ''] = cell.split(/[:\uFF1A]/)
      return { name: name.trim(), number: number.trim() }
    }),
    v.object({ name: v.pipe(v.string(), v.minLength(1)), number: phone.schema }),
  ),
  '写成 名称：电话，例如 火警：119',
)

const questionTypes = {
  string: '一行字',
  number: '数字',
  datetime: '日期时间',
  text: '多行字',
  singlevaluelist: '单选',
  multivaluelist: '多选',
} as const

const unitKind: CellType<UnitKind> = cellType(
  v.union([
    v.pipe(
      v.literal(''),
      v.transform((): UnitKind => 'department'),
    ),
    choice(unitKindNames).schema,
  ]),
  `应当是 ${Object.entries(unitKindNames)
    .map(([kind, name]) => `${kind}（${name}）`)
    .join('、')}，空着就是部门`,
)

const yesOrNo: CellType<boolean> = cellType(
  v.pipe(
    v.picklist(['是', '否', 'yes', 'no']),
    v.transform((cell) => cell === '是' || cell === 'yes'),
  ),
  '应当是 是 或 否',
)

export const areasFile = tableFile(
  'areas.csv',
  ['code'],
  {
    code: areaCode,
    kind: choice(areaKindNames),
    name: oneLine(40),
    parent: maybe(areaCode),
    night_phone: maybe(phone),
  },
  ['night_phone'],
)

export const dutyFile = tableFile('duty.csv', ['grid_code', 'weekday', 'from'], {
  grid_code: gridCode,
  weekday: wholeNumber(1, 7),
  from: wallTime,
  to: wallTime,
})

export const buildingsFile = tableFile('buildings.csv', ['code'], {
  code,
  grid_code: gridCode,
  name: oneLine(40),
  address: oneLine(100),
  units: several(oneLine(20), { max: 60 }),
  lng: decimal(...china.lng, '应当是 GCJ-02 经度（中国境内 73 到 136），例如 83.501044'),
  lat: decimal(...china.lat, '应当是 GCJ-02 纬度（中国境内 3 到 54），例如 38.906427'),
})

export const departmentsFile = tableFile(
  'departments.csv',
  ['code'],
  { code, name: oneLine(40), phone, kind: unitKind, duties: several(code, { max: 200 }) },
  ['kind', 'duties'],
)

export const staffFile = tableFile('staff.csv', ['code'], { code, name: oneLine(20), phone, department_code: maybe(code) })

export const rolesFile = tableFile('roles.csv', ['staff_code', 'role', 'area_code'], {
  staff_code: code,
  role: choice(roleNames),
  area_code: areaCode,
  branch_code: maybe(code),
})

export const teamsFile = tableFile('teams.csv', ['grid_code', 'staff_code'], {
  grid_code: gridCode,
  staff_code: code,
  place: wholeNumber(0, 99),
  title: oneLine(20),
})

export const branchesFile = tableFile('branches.csv', ['code'], {
  code,
  name: oneLine(40),
  kind: choice(branchKindNames),
  area_code: areaCode,
  grid_codes: several(gridCode, { max: 200 }),
  secretary: oneLine(20),
  phone,
  place: oneLine(60),
  hours: words(60),
  about: maybeWords(500),
})

export const categoriesFile = tableFile(
  'categories.csv',
  ['code'],
  {
    code,
    group: oneLine(10),
    name: oneLine(20),
    kinds: several(choice(kindNames), { min: 1 }),
    hint: maybeWords(100),
    acceptance: duration,
    handling: duration,
    rule: words(100),
    department_code: maybe(code),
    emergency: several(emergencyPhone, { max: 10 }),
    shareable: maybe(yesOrNo),
  },
  ['shareable'],
)

export const questionsFile = tableFile('questions.csv', ['category_code', 'code'], {
  category_code: code,
  code,
  ask: words(50),
  type: choice(questionTypes),
  required: yesOrNo,
  options: several(words(40), { max: 30 }),
  stop_at: maybe(words(40)),
})

/** Words that tell of an emergency, which may be missing: then the default holds. */
export const emergenciesFile = tableFile('emergencies.csv', ['code'], {
  code,
  words: several(saying(20), { min: 1, max: 100 }),
  advice: oneLine(60),
  phones: several(emergencyPhone, { min: 1, max: 10 }),
})

/** Other words by which people say what services and categories are named, which may be missing: then those of every district hold. */
export const synonymsFile = tableFile('synonyms.csv', ['code'], {
  code,
  names: several(oneLine(20), { min: 1, max: 20 }),
  words: several(saying(20), { min: 1, max: 100 }),
})

/** Which unit a request goes to (交办目录), which may be missing: then what is stored stays. */
export const dispatchFile = tableFile('dispatch.csv', ['code'], {
  code,
  kinds: several(choice(kindNames)),
  category_code: maybe(code),
  area_code: areaCode,
  from_day: maybe(day),
  until_day: maybe(day),
  unit_code: code,
  joining: several(code, { max: joiningUnits }),
  handling: maybe(duration),
  at_filing: yesOrNo,
  basis: words(100),
})

/** Area organisations (驻区单位), which may be missing: then what is stored stays. */
export const organisationsFile = tableFile('organisations.csv', ['code'], {
  code,
  name: oneLine(40),
  kind: choice(organisationKindNames),
  building_code: code,
})

/** Name of the file with the polygons, which is not a table. */
export const gridsFile = 'grids.geojson'

export const fileNames = [
  areasFile,
  { file: gridsFile },
  dutyFile,
  buildingsFile,
  departmentsFile,
  staffFile,
  rolesFile,
  teamsFile,
  branchesFile,
  categoriesFile,
  questionsFile,
  emergenciesFile,
  synonymsFile,
  dispatchFile,
  organisationsFile,
  venuesFile,
  servicesFile,
  openingsFile,
  exceptionsFile,
].map(({ file }) => file)
