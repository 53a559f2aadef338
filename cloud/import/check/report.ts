import { type Fault, faultText, shownFaults } from '../source/fault'
import { type Difference, sheets } from '../write/difference'
import { isWeek, writeWeek } from '../rows/opening-hours'
import type { Imported } from '../write/import-district'
import type { Sheet } from '../rows/rows'

const labels: Record<Sheet, string> = {
  area: '区域',
  grid: '网格边界和值班',
  building: '楼栋',
  department: '单位',
  branch: '党支部',
  staff: '人员',
  staff_role: '角色',
  team_member: '网格团队',
  category: '诉求分类',
  emergency: '紧急情况的词',
  synonym: '别的说法',
  dispatch_rule: '交办目录',
  organisation: '驻区单位',
  venue: '场所',
  service: '服务',
}

/** Column names of the files where they differ from those of the database. */
const columnNames: Record<string, string> = {
  group_name: 'group',
  rings: '边界',
  duty: '值班时间',
  sort: '次序',
  questions: '附加问题',
  grams: '检索词',
  initials: '拼音首字母',
  group_code: 'group',
  rules: '开放规则',
}
const unshown = new Set(['rings', 'grams', 'questions', 'duty', 'rules'])

/** Columns computed from other columns: reported only when they alone change, after an update of the program. */
const derived = new Set(['grams', 'initials'])

/** Most rows per table that are listed; beyond that only the count is shown. */
const shownRows = 30

const shown = (value: unknown): string => {
  if (value === null || value === '') return '空'
  if (isWeek(value)) return writeWeek(value)
  return typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value)
}

const titleOf = (row: object): string =>
  ('code' in row ? ['code', 'name'] : ['grid_code', 'staff_code', 'role', 'area_code', 'title'])
    .filter((column) => column in row)
    .map((column) => shown((row as Record<string, unknown>)[column]))
    .join(' ')

function changeReport({ row, before, columns }: { row: object; before: object; columns: readonly string[] }): string {
  const own = columns.filter((column) => !derived.has(column))
  const said = (own.length > 0 ? own : columns).map((column) => {
    const name = columnNames[column] ?? column
    if (unshown.has(column)) return `${name}有变化`
    return `${name} ${shown((before as Record<string, unknown>)[column])} → ${shown((row as Record<string, unknown>)[column])}`
  })
  return `${titleOf(row)}：${said.join('，')}`
}

function sheetReport(sheet: Sheet, changes: Difference): string[] {
  const { added, changed, retired, unchanged } = changes[sheet]
  const head = `${labels[sheet]}：新增 ${added.length}，变更 ${changed.length}，停用 ${retired.length}，不变 ${unchanged}`
  const lines = [
    // A first import adds everything: the count is enough.
    ...(unchanged + changed.length + retired.length === 0 ? [] : added.map((row) => `  + ${titleOf(row)}`)),
    ...changed.map((change) => `  ~ ${changeReport(change)}`),
    ...retired.map((row) => `  - ${titleOf(row)}`),
  ]
  return [head, ...lines.slice(0, shownRows), ...(lines.length > shownRows ? [`  …还有 ${lines.length - shownRows} 处`] : [])]
}

export const refusalReport = (faults: readonly Fault[]): string[] => [
  `有 ${faults.length} 处要改，什么都没有写入：`,
  ...faults.slice(0, shownFaults).map((fault) => `  ${faultText(fault)}`),
  ...(faults.length > shownFaults ? [`  …还有 ${faults.length - shownFaults} 处，改完上面的再试`] : []),
]

/** Returns the report of what an import did or would do, line by line. */
export function importReport(imported: Exclude<Imported, { refused: Fault[] }>, dryRun: boolean): string[] {
  const { changes, notes, handedOver, moved, written } = imported
  return [
    ...sheets.flatMap((sheet) => sheetReport(sheet, changes)),
    ...notes.map((note) => `提醒：${note}`),
    ...(handedOver.length === 0 ? [] : [`交接：${handedOver.length} 个网格换了网格员，对话和没办结的诉求已转交，居民会收到通知`]),
    ...(moved === 0 ? [] : [`换网格：${moved} 位居民住的楼换了网格，会收到通知`]),
    written ? '已写入。' : dryRun ? '这是预演，什么都没有写入。' : '与数据库一致，没有什么要写。',
  ]
}
