import { bookingMachine, type BookingParty } from '@doorstep/contract/bookings/machine'
import { lateCancelMeans } from '@doorstep/contract/bookings/words'
import { ruleWords } from '@doorstep/contract/rule-words'
import { changesPerBooking } from '@doorstep/contract/rules'
import type { CoreContext } from '../../platform/context/call'
import { runnerOf } from '../../platform/machine/runner'
import { problem, type ProblemError } from '../../platform/process/problem'
import { dayOf } from '../../platform/time/calendar'
import { timeMark } from '../../platform/time/words'
import { phonesOf, serviceAndVenue, suggest, type ServiceAndVenue, type ServiceFact } from '../../services/api'
import type { StoredBooking } from './bookings-store'
import { closedWhenDue } from './closed-when-due'
import { arriveFrom, arriveUntil, cancelUntil, graceEnd } from './moments'

/** A booking and the caller who would act on it. */
export interface BookingSubject {
  row: StoredBooking
  as: readonly BookingParty[]
  now: Date
  /** The text read out by phone (`called`); missing when only the possible actions are asked for. */
  said: string | null
  where: () => Promise<ServiceAndVenue>
  /** Why the place was closed (停办) when the booker was to come; null when it was open. */
  closed: (service: ServiceFact) => Promise<string | null>
}

interface Asked {
  as: readonly BookingParty[]
  said?: string
  /** Service and venue, when the caller has read them already. */
  where?: ServiceAndVenue | undefined
}

export const bookingSubject = (context: CoreContext, row: StoredBooking, { as, said, where }: Asked): BookingSubject => ({
  row,
  as,
  now: context.clock.now(),
  said: said ?? null,
  where: async () => where ?? serviceAndVenue(context.tx, context.districtId, row.service_code, row.venue_code),
  closed: (service) => closedWhenDue(context, row, service),
})

const notNow = () => problem('notNow')
const notArrivable = (detail: string) => problem('notArrivable', { detail })
const unless = (holds: boolean): ProblemError | null => (holds ? null : notNow())

/** Runs the contract's state machine of bookings. */
export const bookingRunner = runnerOf(bookingMachine)<BookingSubject>({
  stateOf: ({ row }) => row.state,
  partiesOf: ({ as }) => as,
  guards: {
    holdRuns: ({ row, now }) => (row.held_until !== null && row.held_until > now ? null : problem('holdOver')),
    // After `approve_by` the booking counts as declined, whether the job that ends it has run or not.
    inApprovalTime: ({ row, now }) => unless(row.approve_by === null || row.approve_by > now),
    notBegun,
    inCancelWindow,
    fewChanges,
    arrivable,
    // A booker who could not have arrived yet cannot have been served.
    mayHaveCome: ({ row, now }) => unless(now >= arriveFrom(row)),
    graceOver: async ({ row, now, where }) => unless(now >= graceEnd({ row, service: (await where()).service })),
    placeOpen: async ({ closed, where }) => {
      const reason = await closed((await where()).service)
      return reason === null ? null : problem('notNow', { detail: `那时停办（${reason}），不能记没有到` })
    },
    sameDay: ({ row, now }) => unless(row.day === dayOf(now)),
    appealedOnce: ({ row }) => (row.appeal_text === null ? null : problem('appealedOnce')),
    appealed: ({ row }) => unless(row.appeal_text !== null && row.appeal_answer === null),
    atHome: ({ row }) => unless(row.way === 'home'),
    // A change made after the text was read out still has to be phoned.
    toCall: ({ row, said }) => unless(row.to_call !== null && (said === null || said === row.to_call)),
  },
  notYours: () => problem('notYourRole'),
  notNow: ({ row, as }, action) => {
    if (action === 'checkIn') return notCheckedIn(row)
    return problem('notNow', as.includes('booker') ? { next: [suggest.myBooking(row.id)] } : {})
  },
})

/** The cancel window binds the booker, not the counter. */
async function inCancelWindow({ row, as, now, where }: BookingSubject): Promise<ProblemError | null> {
  if (!as.includes('booker')) return null
  const place = await where()
  const until = cancelUntil(row, place.service.rules)
  if (now <= until && now < row.starts_at) return null
  const said = row.starts_at <= now ? begun : `只能在${timeMark(until)} 前自己改时间；来不了可以取消，${lateCancelMeans}`
  return problem('cancelLate', { detail: `${said}。要改时间请打电话给服务点`, phones: phonesOf(place) })
}

/** A booking that is moved again and again grows a history that everybody who opens it reads; its counter may still move it. */
async function fewChanges({ row, as, where }: BookingSubject): Promise<ProblemError | null> {
  if (!as.includes('booker') || row.sequence < changesPerBooking) return null
  return problem('cancelLate', { detail: ruleWords.movedOften, phones: phonesOf(await where()) })
}

const begun = '预约的时间已经开始'

/** The booker may cancel until the beginning: after the cancel window it is late, but others can still have the seat. */
async function notBegun({ row, now, where }: BookingSubject): Promise<ProblemError | null> {
  if (now < row.starts_at) return null
  return problem('cancelLate', { detail: `${begun}，来不了请打电话给服务点`, phones: phonesOf(await where()) })
}

const atHome = '这是上门服务，请在家等候，不用签到'

/** Check-in is open from an hour before the beginning until the end, or until the grace ends where that is later. */
async function arrivable({ row, now, where }: BookingSubject): Promise<ProblemError | null> {
  if (row.way === 'home') return notArrivable(atHome)
  const from = arriveFrom(row)
  if (now < from) return notArrivable(`还没到签到时间，${timeMark(from)} 起可以签到`)
  const { service } = await where()
  return now < arriveUntil(row, service.rules) ? null : notArrivable('预约的时间已经过了，请到柜台说明')
}

/** Returns why a booking in this state cannot be checked in, and what to do instead. */
function notCheckedIn({ way, state }: StoredBooking): ProblemError {
  if (way === 'home') return notArrivable(atHome)
  if (state === 'missed') return notArrivable('过了时间，已记为没有到；人已经来了，请到柜台补签到')
  if (state === 'pending') return notArrivable('这次预约还在等工作人员确认，请到柜台问一问')
  return notNow()
}
