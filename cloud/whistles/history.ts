import type { CallAction, WhistleAction } from '@doorstep/contract/whistles/machine'
import type { Updateable } from 'kysely'
import type { Context, CoreContext } from '../platform/context/call'
import type { Whistle } from '../platform/database/schema'
import { hint } from './notify'
import { insertEvent, updateWhistle, type StoredWhistle } from './whistles-store'

export type Did = WhistleAction | CallAction | 'suggest' | 'whistle' | 'rang'

interface Happened {
  did: Did
  /** Who did it; null for the system. */
  by: string | null
  /** The unit it is about. */
  unit?: string
  text?: string
  files?: readonly string[]
}

/** Writes what happened, and what it changes of the whistle, whose row the caller has locked. Returns the whistle as it is now. */
export async function record(
  context: CoreContext & Partial<Pick<Context, 'notifySockets'>>,
  whistle: StoredWhistle,
  { did, by, unit, text = '', files = [] }: Happened,
  changes: Updateable<Whistle> = {},
): Promise<StoredWhistle> {
  const { tx, districtId, clock } = context
  const seq = whistle.last_seq + 1
  const of = { district_id: districtId, whistle_id: whistle.id, seq }
  await insertEvent(tx, { ...of, did, at: clock.now(), by_staff: by, unit_code: unit ?? null, text, files: JSON.stringify(files) })
  await updateWhistle(tx, districtId, whistle.id, { ...changes, last_seq: seq })
  const after = { ...whistle, ...(changes as Partial<StoredWhistle>), last_seq: seq }
  await hint(context, after)
  return after
}
