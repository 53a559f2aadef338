import { promisedWords } from '@doorstep/contract/requests/words'
import { hourMs } from '@doorstep/contract/time-words'
import type { OpenCase } from '@doorstep/contract/underway'
import { isOverdue, nextSays, stepSays } from '../../../parts/request-next'
import { moment } from '../../../ui/format'
import { oneLine, whenever, type News } from './news'

/** Returns the name without the office before it: `网格员 李明` is 李明. */
const nameIn = (by: string) => by.split(' ').at(-1) ?? by

/** How long after its time a visit of an earlier version, which is no dated step, is still told of: somebody may be on their way. */
const lateMs = 2 * hourMs

const promiseOf = ({ state, promisedAt }: OpenCase, now: number) => {
  const what = promisedWords[state]
  return promisedAt !== null && what !== null && `${moment(promisedAt, now)} 前${what}`
}

/** Returns what is new of a request that is open, or was not accepted. A narrow phone cuts the end of the line off: a promise stands first. */
export function ofCase(request: OpenCase, now: number): News {
  const { id, title, state, newest, promisedAt, rateBy, updatedAt, step } = request
  const row = { id, to: { page: 'requests/detail', params: { id } } } as const
  const said = newest !== null && newest.text !== '' && newest
  if (state === 'infoNeeded') {
    const line = said ? `${nameIn(said.by)}问：${said.text}` : `${title}，请您补充一点情况`
    return { ...row, turn: 'hers', at: updatedAt, icon: 'message', title: '等您回话', line, end: { ask: '回一下' } }
  }
  if (state === 'replied') {
    const line = oneLine(title, rateBy !== null && `${moment(rateBy, now)} 前评价`)
    return { ...row, turn: 'hers', at: updatedAt, icon: 'check', title: '已经答复，请您评价', line, end: { ask: '评一下' } }
  }
  if (state === 'notAccepted') {
    const line = oneLine(title, nextSays(request, now))
    return { ...row, turn: 'hers', at: whenever, icon: 'info', title: '没有受理，请看原因', line, end: { ask: '看原因' } }
  }
  const goesOn = { ...row, turn: 'goesOn', icon: 'pen' } as const
  if (isOverdue(request, now)) {
    const line = oneLine(promisedAt !== null && `本应在${moment(promisedAt, now)} 前`, title)
    const late = `还没${promisedWords[state] ?? '办好'}，已经提醒`
    return { ...goesOn, at: promisedAt ?? updatedAt, title: late, line, end: { chip: '已超时', tone: 'danger' } }
  }
  const line = oneLine(promiseOf(request, now), title)
  if (step?.broken === true) return { ...goesOn, at: step.at, title: stepSays(step, now), line, end: { chip: '已提醒', tone: 'danger' } }
  if (step?.kind === 'visit' && step.confirmedAt === null && step.asked === null && Date.parse(step.at) > now)
    return {
      ...row,
      turn: 'hers',
      icon: 'pen',
      at: step.at,
      title: stepSays(step, now),
      line: oneLine(step.reason, title),
      end: { ask: '看时间' },
    }
  if (step !== null) return { ...goesOn, at: step.at, title: stepSays(step, now), line: oneLine(step.reason, line) }
  const visit = newest?.visitAt ?? null
  if (visit !== null && Date.parse(visit) + lateMs > now)
    return { ...goesOn, at: visit, title: stepSays({ kind: 'visit', at: visit, broken: false }, now), line }
  if (said) return { ...goesOn, at: promisedAt ?? whenever, title: `${nameIn(said.by)}：${said.text}`, line }
  return { ...goesOn, at: promisedAt ?? whenever, title: nextSays(request, now), line: title }
}
