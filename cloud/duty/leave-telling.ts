import {
  askedKey,
  gridRow,
  gridsOfStaff,
  leaveInWords,
  leavesOf,
  nameOfStaff,
  staffFacts,
  staffOfUnit,
  standInsOf,
  unitsOf,
  type Leave,
} from '../grids/api'
import { notify, type Notification } from '../notifications/api'
import type { CoreContext } from '../platform/context/call'
import { timeMark } from '../platform/time/words'
import { casesDuring, type DuringLeave } from '../requests/api'
import { waitingIn } from './leave-store'

type Said = Pick<Notification, 'title' | 'text'>

/** Returns where a leave is from, in words: `槐树里社区第一网格`, `城市管理局`. */
async function whereOf({ tx, districtId }: CoreContext, { gridCode, unitCode }: Leave): Promise<string> {
  if (gridCode === null) return (await unitsOf(tx, districtId)).get(unitCode ?? '')?.name ?? ''
  const { community, name } = await gridRow(tx, districtId, gridCode)
  return `${community.name}${name}`
}

/** Tells staff of a leave, once for `when`. */
export async function tell(context: CoreContext, leave: Leave, to: readonly string[], when: string, { title, text }: Said): Promise<void> {
  const { tx, districtId, clock } = context
  await notify(tx, {
    districtId,
    to: { staffCodes: to },
    kind: 'task',
    title,
    text: `${await whereOf(context, leave)}：${text}`,
    target: leave.gridCode === null ? null : { kind: 'grid', id: leave.gridCode },
    key: `absence:${leave.id}:${when}`,
    at: clock.now(),
  })
}

/** Returns the others of a unit who work wherever whoever is away does. */
export async function matesOf(
  { tx, districtId }: Pick<CoreContext, 'tx' | 'districtId'>,
  { staffCode, unitCode }: Pick<Leave, 'staffCode' | 'unitCode'>,
): Promise<string[]> {
  if (unitCode === null) return []
  const areas = ((await staffFacts(tx, districtId, [staffCode])).get(staffCode)?.roles ?? []).map(({ area }) => area)
  const mates = await Promise.all(areas.map((area) => staffOfUnit(tx, districtId, unitCode, area)))
  return [...new Set(mates.flat())].filter((code) => code !== staffCode)
}

/** Returns who stands in now: by the leave, or in turn for a stand-in who is away as well; null where nobody in particular does. */
async function standInNow({ tx, districtId, clock }: CoreContext, { staffCode, standInCode }: Leave): Promise<string | null> {
  if (standInCode === null) return null
  const asked = { staffCode: standInCode, gridCode: (await gridsOfStaff(tx, districtId, standInCode))[0] ?? '' }
  const next = (await standInsOf(tx, districtId, [asked], clock.now())).get(askedKey(asked))?.standIn
  return next === undefined || next === null || next === staffCode ? standInCode : next
}

/** Returns the times by which something is owed in a request: its promise, and its dated step. */
export const dueOf = ({ promised_at: promised, steps }: DuringLeave['handedOn'][number]): Date[] => [
  ...(promised === null ? [] : [promised]),
  ...steps.flatMap(({ ended_at: ended, due_at: due }) => (ended === null ? [due] : [])),
]

/** Returns the earliest of these times in requests. */
export function nearestOf(cases: DuringLeave['handedOn']): Date | null {
  return cases.flatMap(dueOf).reduce<Date | null>((first, at) => (first === null || at < first ? at : first), null)
}

/** Tells who stands in that a leave has begun and who waits: conversations, and requests with the time of the nearest. */
export async function tellBegun(context: CoreContext, leave: Leave, { handedOn, staying }: DuringLeave): Promise<void> {
  const { tx, districtId } = context
  const name = await nameOfStaff(tx, districtId, leave.staffCode)
  const standIn = await standInNow(context, leave)
  const waiting = leave.gridCode === null ? 0 : await waitingIn(tx, districtId, leave.gridCode)
  const theirs = handedOn.filter(({ handler_code: handler }) => handler === standIn)
  const nearest = nearestOf(theirs)
  const by = nearest === null ? '' : `，最近的一件${timeMark(nearest)} 前`
  const whom = standIn === null ? '由单位里的人接手' : '现在由您办理'
  const text = [
    leave.gridCode === null ? `${leaveInWords(leave)}请假。` : `${leaveInWords(leave)}的新消息和新诉求会先到您这里。`,
    waiting === 0 ? '' : `现有 ${waiting} 位居民在等回复，请先看看。`,
    theirs.length === 0 ? '' : `${theirs.length} 件没办完的诉求${whom}${by}。`,
    staying.length === 0 ? '' : `另有 ${staying.length} 件还在${name}名下${standIn === null ? '' : '，有新情况会告诉您'}。`,
  ].join('')
  const title = standIn === null ? `${name}请假了` : `${name}请假，由您代班`
  await tell(context, leave, standIn === null ? await matesOf(context, leave) : [standIn], 'begins', { title, text })
}

/** Tells who stood in that a leave has ended, and whoever is back what became of their requests. */
export async function tellEnded(context: CoreContext, leave: Leave): Promise<void> {
  const { tx, districtId, clock } = context
  const { staffCode, standInCode, handedOn } = leave
  const name = await nameOfStaff(tx, districtId, staffCode)
  const goesOn = (await leavesOf(tx, districtId, [staffCode], clock.now())).some(
    ({ id, from, standInCode: next }) => id !== leave.id && from <= clock.now() && next === standInCode,
  )
  const kept = handedOn === 0 ? '' : '已经转到您名下的诉求还由您办完。'
  const over = { title: `${name}的请假结束了`, text: `不用再代班了，谢谢您。${kept}` }
  if (standInCode !== null && !goesOn) await tell(context, leave, [standInCode], 'ends', over)
  if (leave.begunAt === null) return
  const { handedOn: due, staying } = await casesDuring(tx, districtId, { ...leave, until: clock.now() })
  const [left, nearest] = [due.length + staying.length, nearestOf([...due, ...staying])]
  const text = [
    handedOn === 0 ? '请假期间没有转走您的诉求。' : `请假期间转走了 ${handedOn} 件等不到您回来的诉求，由接手的人办完。`,
    left === 0
      ? '您名下没有没办完的诉求。'
      : `您名下还有 ${left} 件没办完${nearest === null ? '' : `，最近的一件${timeMark(nearest)} 前`}。`,
  ].join('')
  await tell(context, leave, [staffCode], 'back', { title: '您的请假结束了', text })
}
