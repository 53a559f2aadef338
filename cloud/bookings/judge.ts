import { openBookingStates, proxyPeople, proxySeats } from '@doorstep/contract/booking-words'
import { badField, problem, type ProblemError } from '../platform/problem'
import { timeInWords } from '../platform/words'
import { closesAt, opensAt, tooFewToBegin } from '../services/windows'
import { daysCounted, limitReached } from './count-limits'
import type { Wanting } from './free-times'
import { forOthersIn, forOthersOf } from './for-others-store'
import type { RuleContext } from '../platform/call'
import { runningHold } from './hold-store'
import { countedBetween, liveWaiting, openThen } from './judge-store'
import { limitedNow } from './limited'
import { elsewhere, phonesOf, step } from './next-steps'
import type { Scene } from './scene'
import type { StoredSlot } from './store'

/** Places of a slot somebody wants. */
export interface Wish extends Wanting {
  slot: StoredSlot
  scene: Scene
  seats: number
  /** The place is held already: what was judged then about time and places still holds. */
  held?: boolean
}

/** Throws why somebody may not have a slot, with the next possible thing. Whether places are left, `takePlaces` decides. */
export async function judge(context: RuleContext, wish: Wish): Promise<void> {
  const refusal = await refusalOf(context, wish)
  if (refusal !== null) throw refusal
}

/** The same, told and not thrown; null when nothing is in the way. */
export const refusalOf = async (context: RuleContext, wish: Wish): Promise<ProblemError | null> =>
  (await slotRefusal(context, wish)) ?? (await personRefusal(context, wish))

/** Why nobody may have this slot now, or not so many places of it; null when its turn is right. */
export async function slotRefusal(context: RuleContext, wish: Wish): Promise<ProblemError | null> {
  const { slot, scene, seats, forOther, except = null, atCounter = false, held = false } = wish
  const { rules } = scene.service
  const now = context.clock.now()
  const others = () => elsewhere(context, wish, { near: slot.starts_at, seats })
  const phones = phonesOf(scene)
  if (scene.service.way === 'walkIn') return problem('onTheSpotOnly', { phones, next: [step.otherService()] })
  if (scene.service.retired) return problem('slotGone', { detail: '这项服务已经停办,请看看别的服务', next: [step.otherService()] })
  if (slot.state === 'closed') return problem('slotGone', { ...goneBecause(slot), next: await others() })
  if (slot.starts_at <= now) return problem('slotPast', { next: await others() })
  if (!held && tooFewToBegin(rules, slot, now)) {
    return problem('slotGone', { detail: '报名人数不够,这次活动不办了;请看别的时间', next: await others() })
  }
  if (atCounter || held) return null
  const opens = opensAt(slot.day, rules)
  if (opens > now) {
    const detail = `这个时段要到${timeInWords(opens, now)} 起才能约,请到时候再来或先约近些的时间`
    return problem('notOpenYet', { detail, next: await others() })
  }
  if (closesAt(slot.starts_at, rules) < now) return problem('bookingClosed', { phones, next: await others() })
  if (seats > rules.maxSeats) {
    const instead = except === null ? { next: [step.fewer(slot.id, rules.maxSeats, forOther)] } : {}
    return badField('seats', `这项服务一次最多约 ${rules.maxSeats} 个位置`, instead)
  }
  return null
}

const goneBecause = ({ closed_reason: reason }: StoredSlot) =>
  reason === null || reason === '' ? {} : { detail: `这个时段不开放了:${reason}。请换个时间` }

/** Why this person may not have it, whoever else may; null when nothing is in the way. People are locked, except for a glance. */
async function personRefusal(context: RuleContext, wish: Wish): Promise<ProblemError | null> {
  return (
    (await overlapRefusal(context, wish)) ??
    (wish.atCounter === true
      ? null
      : ((await missedRefusal(context, wish)) ??
        (await countRefusal(context, wish)) ??
        (await proxyRefusal(context, wish)) ??
        (await othersRefusal(context, wish))))
  )
}

/** What somebody else booked for the same person is told without what and where. */
const mine = (wish: Wish, row: { account_id: string | null }) => wish.accountId !== null && row.account_id === wish.accountId

/** The same slot, or the same time in another one. */
export async function overlapRefusal(context: RuleContext, wish: Wish): Promise<ProblemError | null> {
  const { tx, districtId, clock } = context
  const { slot, seats, person, except = null } = wish
  if (person === null) return null
  const then = await openThen(tx, districtId, person, slot, except?.id ?? null)
  const same = then.find((row) => row.slot_id === slot.id)
  const [other] = then
  const row = same ?? other
  if (row === undefined) return null
  const others = await elsewhere(context, wish, { near: slot.starts_at, seats })
  const next = [...(mine(wish, row) ? [step.myBooking(row.id)] : []), ...others]
  if (same !== undefined) {
    return problem(
      'alreadyBooked',
      mine(wish, same) && wish.forOther !== true ? { next } : { detail: '这个时段已经给这位居民约过了', next },
    )
  }
  const detail = mine(wish, row)
    ? `同一时间已约了${row.service_name}(${timeInWords(row.starts_at, clock.now())}),请换个时间或先改那一个`
    : '这位居民同一时间已有另一个预约,请换个时间'
  return problem('alreadyThen', { detail, next })
}

/** 爽约限制: of the booker herself in one group; elders, and whoever books for somebody else, are exempt. */
async function missedRefusal(context: RuleContext, wish: Wish): Promise<ProblemError | null> {
  const { scene, accountId, forOther = false, except = null } = wish
  if (accountId === null || forOther || except !== null) return null
  const limited = await limitedNow(context, accountId, scene.service.group)
  if (limited === null) return null
  const { bookingId, explained, says } = limited
  return problem('limitedForNow', {
    detail: says,
    phones: phonesOf(scene),
    next: [explained ? step.myBooking(bookingId) : step.appeal(bookingId)],
  })
}

const periods = { day: '每天', week: '每周', month: '每个月' } as const

/** How often a person may have a service, counted where the slot is, not when it is booked. */
async function countRefusal(context: RuleContext, wish: Wish): Promise<ProblemError | null> {
  const { slot, scene, person, except = null } = wish
  const { code: serviceCode, rules } = scene.service
  const days = daysCounted(rules.limits, { from: slot.day, until: slot.day })
  if (days === null || person === null) return null
  const all = await countedBetween(context.tx, context.districtId, { person, serviceCode, ...days, except: except?.id ?? null })
  const reached = limitReached(rules.limits, all, slot.day)
  if (reached === null) return null
  const open = reached.counted.find((row) => mine(wish, row) && openBookingStates.some((state) => state === row.state))
  const detail = `这项服务每人${periods[reached.period]}最多约 ${reached.most} 次,已经约满;可以约以后的日子,或取消一个再约`
  return problem('limitReached', { detail, next: [...(open === undefined ? [] : [step.myBooking(open.id)]), step.otherService()] })
}

/** Places somebody takes for others in one slot, all together. */
async function proxyRefusal(context: RuleContext, wish: Wish): Promise<ProblemError | null> {
  const { slot, seats, accountId, forOther = false, except = null } = wish
  if (accountId === null || !forOther) return null
  const rows = await forOthersIn(context.tx, context.districtId, accountId, slot.id, except?.id ?? null)
  if (rows.reduce((sum, row) => sum + row.seats, seats) <= proxySeats) return null
  const [first] = rows
  const next = first === undefined ? [step.fewer(slot.id, proxySeats, true)] : [step.myBooking(first.id)]
  return problem('proxyLimit', { next })
}

/**
 * For how many different people one account has a service at a time: names can be made up, places cannot. Each named person's own limits
 * hold besides. Whom a place is held for is known when it is booked.
 */
async function othersRefusal(context: RuleContext, wish: Wish): Promise<ProblemError | null> {
  const { scene, person, accountId, forOther = false, except = null } = wish
  if (accountId === null || !forOther || person === null || except !== null) return null
  const rows = await forOthersOf(context.tx, context.districtId, accountId, scene.service.code)
  const others = new Set(rows.map((row) => row.person))
  if (others.has(person) || others.size < proxyPeople) return null
  const detail = '同一项服务,最多同时替两个人约;办完或取消一个后再约,也可以打电话给服务点'
  return problem('proxyLimit', { detail, phones: phonesOf(scene), next: rows.slice(0, 1).map(({ id }) => step.myBooking(id)) })
}

/** A full slot: one may wait for it, or take one near it. */
export async function slotFull(context: RuleContext, wish: Wish): Promise<ProblemError> {
  const { slot, seats, accountId, forOther, except = null } = wish
  const others = await elsewhere(context, wish, { near: slot.starts_at, seats })
  if (accountId === null) return problem('slotFull', { detail: '这个时段已经约满,请换个时间', next: others })
  const held =
    except === null ? await runningHold(context.tx, context.districtId, { accountId, slotId: slot.id }, context.clock.now()) : undefined
  if (held !== undefined) {
    const detail = '这个时段没有更多位置了,给您留着的还在,可以继续填写'
    return problem('slotFull', { detail, next: [step.myHold(held.id, held.for_other === true), ...others] })
  }
  const waiting = await liveWaiting(context.tx, context.districtId, accountId, slot.id)
  const wait = waiting ? [step.myWaiting(waiting.id)] : seats <= slot.capacity ? [step.joinWaiting(slot.id, forOther)] : []
  const detail = wait.length === 0 ? { detail: '这个时段没有这么多位置,请换个时间或少约几个' } : {}
  return problem('slotFull', { ...detail, next: [...wait, ...others] })
}
