import type { ApiKey } from '@doorstep/contract/api'
import type { ProblemCode } from '@doorstep/contract/problems'
import { ruleWords } from '@doorstep/contract/rule-words'
import {
  sameSignInCode,
  signInFailures,
  wrongBookingCodes,
  wrongCheckInCodes,
  wrongCodeMinutes,
  wrongDoorCodes,
  wrongInvitations,
} from '@doorstep/contract/rules'
import { minuteMs } from '@doorstep/contract/time-words'
import pLimit from 'p-limit'
import { addToTally, takeFromTally, tallied, type Counted, type Tally } from '../database/tally'
import { problem, ProblemError } from '../process/problem'
import type { Asked, Serving } from './execute'
import { slowLanes } from './slow-lanes'

/** Counts read or written at once in a process: a burst of guesses must not stand before everybody else's calls at the database. */
const countsAtOnce = 4

/** An endpoint that takes a code: which refusals mean that it was wrong, and how many of them one subject may have. */
interface Guard {
  wrong: ProblemCode
  most: number
  /** Also what was tried is the subject, so that a failure says nothing about others behind the same address. */
  tried?: (input: Asked['input']) => string
}

const codeOf = ({ body }: Asked['input']): string =>
  typeof body === 'object' && body !== null && 'code' in body && typeof body.code === 'string' ? body.code : ''

const guards: Partial<Record<ApiKey, Guard>> = {
  'POST /v1/sessions': { wrong: 'wechatCodeRefused', most: sameSignInCode, tried: codeOf },
  'POST /v1/staff-bindings': { wrong: 'invitationRefused', most: wrongInvitations },
  'POST /v1/organisation-bindings': { wrong: 'organisationCodeRefused', most: wrongInvitations },
  'POST /v1/staff/check-ins': { wrong: 'notFound', most: wrongBookingCodes },
  'GET /v1/check-in-places/{token}': { wrong: 'notFound', most: wrongCheckInCodes },
  'POST /v1/bookings/{id}/checkIn': { wrong: 'wrongVenue', most: wrongCheckInCodes },
  'POST /v1/tickets': { wrong: 'notFound', most: wrongCheckInCodes },
  'GET /v1/doors/{token}': { wrong: 'unknownDoor', most: wrongDoorCodes },
}

type GuardCodes = <T>(key: string, asked: Asked, address: string, work: () => Promise<T>) => Promise<T>

/**
 * Returns what counts wrong codes and failed sign-ins in the database, where all processes share the counts, and refuses (`tooMany`) once
 * there were too many. Who is signed in is counted by account; others by address, where it matters together with what they tried: behind
 * a carrier's NAT one address is many people. A command is counted before its work and taken back when the code was right, so that
 * many at once get no more tries than one after another. An address with very many failed sign-ins or wrong door codes is not locked out:
 * its further ones are served one after another, beside those of other addresses.
 */
export function guardCodes({ db, clock, deps }: Pick<Serving, 'db' | 'clock' | 'deps'>): GuardCodes {
  const [signInSlowly, readSlowly] = [slowLanes(), slowLanes()]
  const windowEnd = () => new Date(clock.now().getTime() + wrongCodeMinutes * minuteMs)
  const counting = pLimit(countsAtOnce)
  const add = (tally: Tally) => counting(() => addToTally(db, tally, clock.now(), windowEnd()))
  const read = (tally: Tally) => counting(() => tallied(db, tally, clock.now()))
  const takeBack = (tally: Tally) => counting(() => takeFromTally(db, tally))
  const tooMany = ({ until }: Counted) => {
    const retryAfter = Math.max(1, Math.ceil((until.getTime() - clock.now().getTime()) / 1000))
    return problem('tooMany', { detail: ruleWords.wrongCodes, retryAfter })
  }

  const signIn: <T>(districtId: number, address: string, work: () => Promise<T>) => Promise<T> = async (districtId, address, work) => {
    const failures = { districtId, kind: 'wrong:address', subject: deps.keys.blind(address, 'tally.subject') }
    const before = await read(failures)
    const slow = before !== null && before.count >= signInFailures
    try {
      return await (slow ? signInSlowly(failures.subject, work) : work())
    } catch (fault) {
      if (fault instanceof ProblemError && fault.code === 'wechatCodeRefused') await add(failures)
      throw fault
    }
  }

  return async (key, asked, address, work) => {
    const guard = guards[key as ApiKey]
    if (guard === undefined) return work()
    const { districtId, accountId } = asked.actor
    const tried = JSON.stringify([accountId ?? address, guard.tried?.(asked.input) ?? ''])
    const subject = guard.tried === undefined && accountId !== null ? accountId : deps.keys.blind(tried, 'tally.subject')
    const tally = { districtId, kind: `wrong:${key}`, subject }
    const isRead = key.startsWith('GET ')
    const counted = isRead ? await read(tally) : await add(tally)
    const over = counted !== null && counted.count >= guard.most + (isRead ? 0 : 1)
    const ofAddress = accountId === null && guard.tried === undefined
    if (over && !ofAddress) throw tooMany(counted)
    let wrong = false
    try {
      if (key === 'POST /v1/sessions') return await signIn(districtId, address, work)
      return await (over ? readSlowly(subject, work) : work())
    } catch (fault) {
      wrong = fault instanceof ProblemError && fault.code === guard.wrong
      throw fault
    } finally {
      // The answer stands, whatever becomes of the count.
      const settled = isRead ? (wrong ? add(tally) : null) : wrong ? null : takeBack(tally)
      await settled?.catch((err: unknown) => asked.log.warn({ err }, 'codes not counted'))
    }
  }
}
