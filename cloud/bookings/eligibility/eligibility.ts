import { ruleWords } from '@doorstep/contract/rule-words'
import { proxySeats, proxyPeople } from '@doorstep/contract/rules'
import { openBookingStates } from '@doorstep/contract/bookings/words'
import type { RuleContext } from '../../platform/context/call'
import { capReached } from '../../platform/context/daily-caps'
import { badField, problem, type ProblemError } from '../../platform/process/problem'
import { dayOf, instantOf } from '../../platform/time/calendar'
import { timeMark } from '../../platform/time/words'
import { closesAt, opensAt, phonesOf, tooFewToBegin, suggest, type LoadedSlot, type StoredSlot } from '../../services/api'
import { liveWaiting } from '../core/bookings-store'
import { runningHold } from './eligibility-store'
import { personFacts, type PersonFacts } from './person-facts-store'
import { banOf, type Wanting, daysCounted, limitReached, elsewhere } from './free-times'

/** An attempt to book seats of a slot. */
export interface BookingAttempt extends Wanting, LoadedSlot {
  seats: number
  /** The seat is held already: time and seats were checked when the hold was made and are not checked again. */
  held?: boolean
  /** It makes a hold that is counted, of which there are so many a day, unless one of the slot runs already. */
  counted?: boolean
}

/** Throws why somebody may not have a slot, with the next best alternative. Whether seats are left is decided by `reserveSeats`. */
export async function checkEligibility(context: RuleContext, attempt: BookingAttempt): Promise<void> {
  const refusal = await whyNotBookable(context, attempt)
  if (refusal !== null) throw refusal
}

/** Returns the problem that `checkEligibility` would throw; null when the slot can be booked. */
export const whyNotBookable = async (context: RuleContext, attempt: BookingAttempt): Promise<ProblemError | null> =>
  (await slotUnavailable(context, attempt)) ?? (await whyPersonMayNot(context, attempt))

/** Returns why nobody may book this slot now, or not so many seats of it; null when it is open for booking. */
export async function slotUnavailable(context: RuleContext, attempt: BookingAttempt): Promise<ProblemError | null> {
  const { slot, service, seats, forOther, except = null, atCounter = false, held = false } = attempt
  const { rules } = service
  const now = context.clock.now()
  const others = () => elsewhere(context, attempt, { near: slot.starts_at, seats })
  const phones = phonesOf(attempt)
  if (service.way === 'walkIn') return problem('onTheSpotOnly', { phones, next: [suggest.otherService()] })
  if (service.retired) return problem('slotGone', { detail: '这项服务已经停办，请看看别的服务', next: [suggest.otherService()] })
  if (slot.state === 'closed') return problem('slotGone', { ...closedBecause(slot), next: await others() })
  if (slot.starts_at <= now) return problem('slotPast', { next: await others() })
  if (!held && tooFewToBegin(rules, slot, now)) {
    return problem('slotGone', { detail: '报名人数不够，这次活动不办了；请看别的时间', next: await others() })
  }
  if (atCounter || held) return null
  const opens = opensAt(slot.day, rules)
  if (opens > now) {
    const detail = `这个时段要到${timeMark(opens)} 起才能约，请到时候再来或先约近些的时间`
    return problem('notOpenYet', { detail, next: await others() })
  }
  if (closesAt(slot.starts_at, rules) < now) return problem('bookingClosed', { phones, next: await others() })
  if (seats > rules.maxSeats) {
    const instead = except === null ? { next: [suggest.fewer(slot.id, rules.maxSeats, forOther)] } : {}
    return badField('seats', `这项服务一次最多约 ${rules.maxSeats} 个位置`, instead)
  }
  return null
}

const closedBecause = ({ closed_reason: reason }: StoredSlot) =>
  reason === null || reason === '' ? {} : { detail: `这个时段不开放了：${reason}。请换个时间` }

/** Returns why this person may not book it; null when nothing forbids it. People's rows are locked, except for a precheck. */
async function whyPersonMayNot(context: RuleContext, attempt: BookingAttempt): Promise<ProblemError | null> {
  const facts = await factsOf(context, attempt)
  return (
    (await overlapping(context, attempt, facts)) ??
    (await noShowBan(context, attempt, facts)) ??
    usageLimitReached(attempt, facts) ??
    proxySeatLimit(attempt, facts) ??
    proxyPeopleLimit(attempt, facts) ??
    // What was refused for another reason is not counted: it made no hold.
    (facts.heldToday === undefined ? null : capReached('holds', facts.heldToday + 1, context.clock.now()))
  )
}

/** Returns what decides whether this person may book it; at the counter only their other bookings do. */
async function factsOf({ tx, districtId, clock }: RuleContext, attempt: BookingAttempt): Promise<PersonFacts> {
  const { slot, service, person, accountId, forOther = false, asOrganisation = false, except = null, atCounter = false } = attempt
  const { code: serviceCode, group, rules } = service
  const now = clock.now()
  const days = daysCounted(rules.limits, { from: slot.day, until: slot.day })
  const own = accountId !== null && !forOther && !asOrganisation && except === null
  const proxy = accountId !== null && forOther ? { accountId } : undefined
  const asked = {
    then: person === null ? undefined : { person },
    ...(!atCounter && {
      ban: own ? { accountId, group, now } : undefined,
      counted: days !== null && person !== null ? { person, serviceCode, ...days } : undefined,
      heldToday: accountId !== null && attempt.counted === true ? { accountId, since: instantOf(dayOf(now)), now } : undefined,
      othersIn: proxy,
      othersOf: proxy && person !== null && except === null ? { ...proxy, serviceCode } : undefined,
    }),
  }
  if (Object.values(asked).every((one) => one === undefined)) return {}
  return personFacts(tx, districtId, { slot, except: except?.id ?? null, ...asked })
}

/** Returns whether the booker made this booking; at the counter another's is reported without its service and venue. */
const isOwn = (attempt: BookingAttempt, row: { account_id: string | null }) =>
  attempt.accountId !== null && (attempt.asOrganisation === true || row.account_id === attempt.accountId)

/** Returns the problem of the person's booking of the same slot, or of another slot at the same time; for a precheck, without a lock. */
export async function overlappingBooking(context: RuleContext, attempt: BookingAttempt): Promise<ProblemError | null> {
  const { slot, person, except = null } = attempt
  if (person === null) return null
  const facts = await personFacts(context.tx, context.districtId, { slot, except: except?.id ?? null, then: { person } })
  return overlapping(context, attempt, facts)
}

async function overlapping(context: RuleContext, attempt: BookingAttempt, { then = [] }: PersonFacts): Promise<ProblemError | null> {
  const { slot, seats } = attempt
  const same = then.find((row) => row.slot_id === slot.id)
  const [other] = attempt.asOrganisation === true ? [] : then
  const row = same ?? other
  if (row === undefined) return null
  const others = await elsewhere(context, attempt, { near: slot.starts_at, seats })
  const next = [...(isOwn(attempt, row) ? [suggest.myBooking(row.id)] : []), ...others]
  if (same !== undefined) {
    return problem(
      'alreadyBooked',
      isOwn(attempt, same) && attempt.forOther !== true
        ? { next }
        : { detail: attempt.asOrganisation === true ? '这个时段单位已经约过了' : '这个时段已经给这位居民约过了', next },
    )
  }
  const detail = isOwn(attempt, row)
    ? `同一时间已约了${row.service_name}（${timeMark(row.starts_at)}），请换个时间或先改那一个`
    : '这位居民同一时间已有另一个预约，请换个时间'
  return problem('alreadyThen', { detail, next })
}

/** 爽约限制: applies to the booker in one group; elders, and bookings for another person, are exempt. */
async function noShowBan(context: RuleContext, attempt: BookingAttempt, facts: PersonFacts): Promise<ProblemError | null> {
  const { service, accountId } = attempt
  const ban = accountId === null ? null : await banOf(context, accountId, service.group, facts.ban ?? null)
  if (ban === null) return null
  const { bookingId, explained, says } = ban
  return problem('limitedForNow', {
    detail: says,
    phones: phonesOf(attempt),
    next: [explained ? suggest.myBooking(bookingId) : suggest.appeal(bookingId)],
  })
}

const periods = { day: '每天', week: '每周', month: '每个月' } as const

/** Returns the problem of a usage limit, which counts by the slot's day, not by when it is booked. */
function usageLimitReached(attempt: BookingAttempt, { counted }: PersonFacts): ProblemError | null {
  const { slot, service } = attempt
  const reached = counted === undefined ? null : limitReached(service.rules.limits, counted, slot.day)
  if (reached === null) return null
  const open = reached.counted.find((row) => isOwn(attempt, row) && openBookingStates.some((state) => state === row.state))
  const detail = `这项服务每${attempt.asOrganisation === true ? '个单位' : '人'}${periods[reached.period]}最多约 ${reached.most} 次，已经约满；可以约以后的日子，或取消一个再约`
  return problem('limitReached', { detail, next: [...(open === undefined ? [] : [suggest.myBooking(open.id)]), suggest.otherService()] })
}

/** Returns the problem of too many seats booked for others in one slot. */
function proxySeatLimit({ slot, seats }: BookingAttempt, { othersIn: rows }: PersonFacts): ProblemError | null {
  if (rows === undefined || rows.reduce((sum, row) => sum + row.seats, seats) <= proxySeats) return null
  const [first] = rows
  const next = first === undefined ? [suggest.fewer(slot.id, proxySeats, true)] : [suggest.myBooking(first.id)]
  return problem('proxyLimit', { next })
}

/**
 * Returns the problem of too many different people for whom one account has a service at a time: names can be invented, so the account
 * itself is limited. Each named person's own limits apply as well. Whom a seat is held for is known only when it is booked.
 */
function proxyPeopleLimit(attempt: BookingAttempt, { othersOf: rows }: PersonFacts): ProblemError | null {
  const { person } = attempt
  if (rows === undefined || person === null) return null
  const others = new Set(rows.map((row) => row.person))
  if (others.has(person) || others.size < proxyPeople) return null
  return problem('proxyLimit', {
    detail: ruleWords.proxyPeople,
    phones: phonesOf(attempt),
    next: rows.slice(0, 1).map(({ id }) => suggest.myBooking(id)),
  })
}

/** Returns the problem of a full slot, with its waiting list and the nearest free slots. */
export async function slotFull(context: RuleContext, attempt: BookingAttempt): Promise<ProblemError> {
  const { slot, seats, accountId, forOther, except = null } = attempt
  const others = await elsewhere(context, attempt, { near: slot.starts_at, seats })
  if (accountId === null) return problem('slotFull', { detail: '这个时段已经约满，请换个时间', next: others })
  const held =
    except === null ? await runningHold(context.tx, context.districtId, { accountId, slotId: slot.id }, context.clock.now()) : undefined
  if (held !== undefined) {
    const detail = '这个时段没有更多位置了，给您留着的还在，可以继续填写'
    return problem('slotFull', { detail, next: [suggest.myHold(held.id, held.for_other === true), ...others] })
  }
  const waiting = await liveWaiting(context.tx, context.districtId, accountId, slot.id)
  const wait = waiting ? [suggest.myWaiting(waiting.id)] : seats <= slot.capacity ? [suggest.joinWaiting(slot.id, forOther)] : []
  const detail = wait.length === 0 ? { detail: '这个时段没有这么多位置，请换个时间或少约几个' } : {}
  return problem('slotFull', { ...detail, next: [...wait, ...others] })
}
