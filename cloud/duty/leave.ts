import { ruleWords } from '@doorstep/contract/rule-words'
import { leaveDays } from '@doorstep/contract/rules'
import type { Parsed, Reply } from '@doorstep/contract/endpoints'
import type { dutyEndpoints } from '@doorstep/contract/duty'
import { fileViews } from '../files/api'
import { notify } from '../notifications/api'
import type { Acting } from '../platform/context/call'
import { addDays, dayOf, instantOf } from '../platform/time/calendar'
import { uuidv7 } from '../platform/process/ids'
import { badField, problem } from '../platform/process/problem'
import { dayMark } from '../platform/time/words'
import {
  absencesAfter,
  absencesOf,
  endAbsence,
  insertAbsence,
  ownAbsence,
  type AbsenceFact,
  gridRow,
  gridRows,
  namesOfStaff,
  onDutyOf,
  teamOf,
  teamsOf,
  gridsOfStaff,
  lockGridFromFiling,
} from '../grids/api'
import { waitingIn } from './leave-store'

type Table = typeof dutyEndpoints.table
type Absence = Reply<Table['POST /v1/absences']>

export async function myDuty(acting: Acting): Promise<Reply<Table['GET /v1/my-duty']>> {
  const { tx, districtId, actor, clock } = acting
  const now = clock.now()
  if (actor.staff === null) return { grids: [], absences: [] }
  const me = actor.staff.code
  const codes = await gridsOfStaff(tx, districtId, me)
  const [rows, teams, duty] = [
    await gridRows(tx, districtId, codes),
    await teamsOf(tx, districtId, codes),
    await onDutyOf(tx, districtId, codes, now),
  ]
  const absences = await absencesOf(tx, districtId, me, now)
  const names = await namesOfStaff(
    tx,
    districtId,
    absences.flatMap(({ staffCode, standInCode }) => [staffCode, standInCode]),
  )
  const own = [...teams.values()].flat().find(({ staffCode }) => staffCode === me)?.photoId ?? null
  const photos = await fileViews(acting, own === null ? [] : [own])
  return {
    photo: [...photos.values()][0] ?? null,
    grids: [...rows.values()].map((grid) => ({
      ...grid,
      onDuty: duty.get(grid.code) ?? null,
      mates: (teams.get(grid.code) ?? []).filter((mate) => mate.staffCode !== me).map(({ staffCode, name }) => ({ staffCode, name })),
    })),
    absences: absences.map((absence) => view(absence, names)),
  }
}

const view = ({ id, gridCode, staffCode, standInCode, from, until }: AbsenceFact, names: ReadonlyMap<string, string>): Absence => ({
  id,
  gridCode,
  staffName: names.get(staffCode) ?? '',
  standInName: names.get(standInCode) ?? '',
  from: from.toISOString(),
  until: until.toISOString(),
})

/**
 * Records a leave with a stand-in of the same team, in whole days in +08:00; today begins now. Two absences of one person never overlap,
 * and an absent person is never a stand-in.
 */
export async function takeLeave(call: Acting, form: Parsed<Table['POST /v1/absences']>['body']): Promise<Absence> {
  const { tx, districtId, actor, clock } = call
  const { gridCode, standInCode, fromDay, untilDay } = form
  const now = clock.now()
  // Absences of a grid are validated one transaction at a time; otherwise two simultaneous ones would both find the days free.
  // Whatever is filed from then on goes to the stand-in, who is told so.
  if (!(await lockGridFromFiling(tx, districtId, gridCode))) throw problem('notFound')
  const team = await teamOf(tx, districtId, gridCode)
  const me = team.find(({ staffCode }) => staffCode === actor.staff?.code)
  if (me === undefined) throw problem('notFound')
  const standIn = team.find(({ staffCode }) => staffCode === standInCode)
  if (standIn === undefined || standIn === me) throw badField('standInCode', '请从本网格的团队里选另一位同志代班')
  const period = leavePeriod(fromDay, untilDay, now)

  const absences = await absencesAfter(tx, districtId, [gridCode], now)
  const during = (staffCode: string) =>
    absences.some((absence) => absence.staffCode === staffCode && absence.from < period.until && period.from < absence.until)
  if (during(me.staffCode)) throw badField('fromDay', '这几天您已经请过假，请先结束原来的那次')
  if (during(standInCode)) throw badField('standInCode', `${standIn.name}那几天也请假，请选别的同志`)

  const absence = { id: uuidv7(), gridCode, staffCode: me.staffCode, standInCode, ...period }
  await insertAbsence(tx, districtId, absence)
  const waiting = absence.from > now ? 0 : await waitingIn(tx, districtId, gridCode)
  const alreadyWaiting = waiting === 0 ? '' : `现有 ${waiting} 位居民在等回复，请先看看。`
  const text = `${spoken(absence)}的新消息和新诉求会先到您这里。${alreadyWaiting}`
  await tellStandIn(call, absence, `${me.name}请假，由您代班`, text, 'begins')
  call.notifySockets([`g:${gridCode}`], { what: 'inbox' })
  return view(absence, new Map(team.map(({ staffCode, name }) => [staffCode, name])))
}

function leavePeriod(fromDay: string, untilDay: string, now: Date): { from: Date; until: Date } {
  const today = dayOf(now)
  if (fromDay < today) throw badField('fromDay', '请假从今天或以后开始')
  if (untilDay < fromDay) throw badField('untilDay', '结束的日子不能早于开始的日子')
  if (untilDay > addDays(fromDay, leaveDays)) throw badField('untilDay', ruleWords.leaveTooLong)
  return { from: fromDay === today ? now : instantOf(fromDay), until: instantOf(addDays(untilDay, 1)) }
}

/** Returns the days of an absence in Chinese: `今天`, `明天到11月27日`. */
function spoken({ from, until }: AbsenceFact): string {
  const [first, last] = [dayMark(from), dayMark(until.getTime() - 1)]
  return first === last ? first : `${first}到${last}`
}

/** Ends an absence of the caller now; deletes one that has not begun. */
export async function endLeave(call: Acting, id: string): Promise<void> {
  const { tx, districtId, actor, clock } = call
  const now = clock.now()
  const absence = actor.staff === null ? undefined : await ownAbsence(tx, districtId, id, actor.staff.code)
  if (absence === undefined) throw problem('notFound')
  if (absence.until <= now) return
  await endAbsence(tx, districtId, absence, now)
  const name = actor.staff?.name ?? ''
  await tellStandIn(call, absence, `${name}的请假结束了`, '不用再代班了，谢谢您。', 'ends')
  call.notifySockets([`g:${absence.gridCode}`], { what: 'inbox' })
}

async function tellStandIn(call: Acting, absence: AbsenceFact, title: string, text: string, when: 'begins' | 'ends'): Promise<void> {
  const { tx, districtId, clock } = call
  const grid = await gridRow(tx, districtId, absence.gridCode)
  await notify(tx, {
    districtId,
    to: { staffCodes: [absence.standInCode] },
    kind: 'task',
    title,
    text: `${grid.community.name}${grid.name}：${text}`,
    target: { kind: 'grid', id: absence.gridCode },
    key: `absence:${absence.id}:${when}`,
    at: clock.now(),
  })
}
