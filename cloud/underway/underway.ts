import { underwayRows } from '@doorstep/contract/rules'
import type { Underway } from '@doorstep/contract/underway'
import { bookingsAhead, bookingsAheadOf, waitingEntries, waitingOf } from '../bookings/api'
import { conversationsInSuspense, conversationsNow, openProposals, proposalsOf } from '../messages/api'
import type { Acting } from '../platform/context/call'
import { dayOf } from '../platform/time/calendar'
import { hasOpenTicket, myOpenTickets } from '../queue/api'
import { openCases, openCasesOf, ownedBy } from '../requests/api'

/**
 * Returns everything of the caller that is not over, each as its own room shows it. All of it is read in one statement; only whoever has a
 * queue number makes the queue be read as well.
 */
export async function underway(acting: Acting): Promise<Underway> {
  const { tx, districtId, actor, clock } = acting
  const { accountId } = actor
  const most = { now: clock.now(), limit: underwayRows }
  const found = await tx
    .selectFrom('district')
    .where('district.district_id', '=', districtId)
    .select([
      openCasesOf(tx, districtId, ownedBy(actor), { ...most, limit: underwayRows + 1 }).as('requests'),
      bookingsAheadOf(tx, districtId, actor, most).as('bookings'),
      waitingOf(tx, districtId, accountId).as('waiting'),
      hasOpenTicket(tx, districtId, accountId, dayOf(clock.now())).as('queues'),
      proposalsOf(tx, districtId, accountId, clock.now()).as('proposals'),
      conversationsNow(tx, districtId, accountId, most).as('conversations'),
    ])
    .executeTakeFirstOrThrow()
  const requests = await openCases(acting, found.requests)
  return {
    requests: requests.slice(0, underwayRows),
    moreRequests: requests.length > underwayRows,
    bookings: await bookingsAhead(acting, found.bookings),
    waiting: await waitingEntries(acting, found.waiting),
    tickets: found.queues === true ? await myOpenTickets(acting) : [],
    proposals: await openProposals(acting, found.proposals),
    conversations: await conversationsInSuspense(acting, found.conversations),
  }
}
