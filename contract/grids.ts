import * as v from 'valibot'
import { FileView } from './files'
import { staffRoles } from './roles'
import { id, instant } from './values'

/**
 * 网格. Areas form a tree by their codes: district 6 digits, street 9, community 12, grid 15; a child's code begins with
 * its parent's, so a scope is a code prefix. Codes are retired, never reused.
 */
export const areaKinds = ['district', 'street', 'community', 'grid'] as const
export type AreaKind = (typeof areaKinds)[number]
export const areaCode = v.pipe(v.string(), v.regex(/^\d{6}(\d{3}){0,3}$/, '区划代码不对'))
export const gridCode = v.pipe(v.string(), v.regex(/^\d{15}$/, '网格代码不对'))
/** A code from a district's own files: staff, buildings, categories, branches. */
export const importCode = v.pipe(v.string(), v.regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,31}$/, '代码不对'))
/** Opaque random token of a door QR code (门牌码), 22 base62 characters. */
export const doorToken = v.pipe(v.string(), v.regex(/^[0-9A-Za-z]{22}$/, '门牌码不对'))

export const staffRole = v.picklist(staffRoles)

export const Area = v.object({ code: areaCode, kind: v.picklist(areaKinds), name: v.string() })

export const BuildingRow = v.object({
  code: importCode,
  /** `槐树里 3 号楼` */
  name: v.string(),
  address: v.string(),
  gridCode,
  gridName: v.string(),
  communityName: v.string(),
  /** Entrances, for the picker: `['1 单元', '2 单元']`; empty when the building has one. */
  units: v.array(v.string()),
})
export type BuildingRow = v.InferOutput<typeof BuildingRow>

/** Names a grid in one row, for a picker or a page header. */
export const GridRow = v.object({ code: gridCode, name: v.string(), community: Area, street: Area })
export type GridRow = v.InferOutput<typeof GridRow>

const TeamMember = v.object({
  staffCode: importCode,
  name: v.string(),
  /** Their title in this grid: `网格员`, `楼栋长`, `下沉专家`. */
  title: v.string(),
  role: staffRole,
  phone: v.nullable(v.string()),
  /** The photo they show of themselves; left out by earlier versions. */
  photo: v.optional(v.nullable(FileView)),
})

/** Who answers messages now: the grid member, a stand-in, or nobody until `from`. */
export const OnDuty = v.object({
  /** `duty` the grid member is on duty · `standIn` a stand-in answers · `off` outside duty hours. */
  state: v.picklist(['duty', 'standIn', 'off']),
  name: v.string(),
  staffCode: importCode,
  /** Until when this holds; for `off`, when the next duty hours begin. */
  until: v.nullable(instant),
  /** The same in words: `值班到 18:00`, `李明请假，王芳代班`, `明天 8:30 上班`. */
  says: v.string(),
})

/** 网格公示牌: what 滨州市社会治理网格化服务管理条例 art. 6 requires to be published, and who answers now. */
export const GridCard = v.object({
  ...GridRow.entries,
  kind: v.picklist(['basic', 'dedicated']),
  /** The area in words: `槐树里 1–8 号楼，共 612 户`. */
  area: v.string(),
  member: v.nullable(TeamMember),
  supervisionPhone: v.string(),
  /** Who is called outside duty hours (值班电话): of the grid, or of the nearest area above that has one; left out by earlier versions. */
  nightPhone: v.optional(v.nullable(v.string())),
  onDuty: v.nullable(OnDuty),
  dutyHours: v.array(v.object({ weekday: v.number(), from: v.string(), to: v.string() })),
  /** The next stretches of duty, holidays considered, for the promise of a message not written yet; left out by earlier versions. */
  dutyAhead: v.optional(v.array(v.object({ from: instant, to: instant }))),
  /** Duty hours in words: `周一至周五 8:30–12:00、14:00–18:00`. */
  dutySays: v.string(),
  team: v.array(TeamMember),
  branches: v.array(v.object({ code: importCode, name: v.string(), kindName: v.string() })),
  /** Median minutes to the first reply over the last `usualReplyDays`, in duty hours, with the count; null under `fewestCounted`. */
  usualReply: v.nullable(v.object({ minutes: v.number(), of: v.number() })),
  /** Outer ring(s) in GCJ-02 as [lng, lat] pairs. */
  rings: v.array(v.array(v.tuple([v.number(), v.number()]))),
  updatedAt: instant,
})
export type GridCard = v.InferOutput<typeof GridCard>

export const Correction = v.object({
  id,
  buildingName: v.string(),
  shownGrid: v.object({ code: gridCode, name: v.string() }),
  said: v.string(),
  state: v.picklist(['open', 'corrected', 'kept']),
  answer: v.nullable(v.string()),
  createdAt: instant,
})
