import { liveTicketSeconds } from '@doorstep/contract/rules'
import type { Acting } from '../context/call'
import type { Clock } from '../process/clock'
import { hashToken, newToken } from '../process/crypto'
import type { Db } from '../database/database'

const ticketMs = liveTicketSeconds * 1000

/** Issues a single-use ticket for the first frame of a socket; a token in the address would end up in access logs, a frame does not. */
export async function issueLiveTicket({ tx, clock, actor }: Pick<Acting, 'tx' | 'clock' | 'actor'>): Promise<{ ticket: string }> {
  const token = newToken()
  await tx
    .insertInto('live_ticket')
    .values({
      district_id: actor.districtId,
      token_hash: hashToken(token),
      account_id: actor.accountId,
      session_id: actor.sessionId,
      expires_at: new Date(clock.now().getTime() + ticketMs),
    })
    .execute()
  // A browser's socket cannot send the district header, so the ticket contains the district.
  return { ticket: `${actor.districtId}.${token}` }
}

/** Exchanges a ticket for the session it was issued to; null when it is unknown, used or expired. */
export async function redeemLiveTicket(db: Db, clock: Clock, ticket: string): Promise<{ districtId: number; sessionId: string } | null> {
  const [, district, token] = /^(\d{6})\.([A-Za-z0-9_-]{43})$/.exec(ticket) ?? []
  if (district === undefined || token === undefined) return null
  const row = await db
    .deleteFrom('live_ticket')
    .where('district_id', '=', Number(district))
    .where('token_hash', '=', hashToken(token))
    .returning(['session_id', 'expires_at'])
    .executeTakeFirst()
  return row === undefined || row.expires_at <= clock.now() ? null : { districtId: Number(district), sessionId: row.session_id }
}
