import { saveClocks } from '../../clocks/api'
import type { CoreContext } from '../../platform/context/call'
import type { Case } from '../case/case-store'
import { stateClock } from '../deadlines/case-clocks'
import { updateExtension, type StoredExtension } from './extension-store'

/** Returns the extension that was asked for and that nobody has decided; undefined where there is none. */
export const pendingExtension = ({ extensions }: Pick<Case, 'extensions'>): StoredExtension | undefined =>
  extensions.find(({ decided_at: decided, ended_at: ended }) => decided === null && ended === null)

/** Returns whether an extension may be asked for: a time runs that was not extended yet, and nobody waits for a decision. */
export function mayAskExtension(row: Pick<Case, 'extensions' | 'clocks'>): boolean {
  const clock = stateClock(row.clocks)
  const extended = row.extensions.some(({ granted, clock_id: id }) => granted === true && id === clock?.id)
  return clock !== null && !extended && pendingExtension(row) === undefined
}

/** Returns an extension's clocks, stopped. */
export const stoppedClocks = async (context: CoreContext, { id, clocks }: StoredExtension): Promise<StoredExtension['clocks']> => {
  const now = context.clock.now()
  const after = clocks.map((held) => (held.stoppedAt === null ? { ...held, stoppedAt: now } : held))
  await saveClocks(context, { kind: 'extension', id }, clocks, after)
  return after
}

/**
 * Ends the extension that waits for a decision once nobody needs it: it was answered, it went to another unit, or whoever would decide works
 * on it now. Returns the extensions as they are then.
 */
export async function endedExtensions(context: CoreContext, before: Case, after: Omit<Case, 'extensions'>): Promise<StoredExtension[]> {
  const pending = pendingExtension(before)
  if (pending === undefined) return before.extensions
  const runs = after.clocks.some(({ id, stoppedAt }) => id === pending.clock_id && stoppedAt === null)
  const moved = after.unit_code !== before.unit_code || after.handler_code === null || after.handler_code === pending.approver_code
  if (runs && !moved) return before.extensions
  const change = { ended_at: context.clock.now(), ended_why: runs ? 'moved' : 'answered' }
  await updateExtension(context.tx, context.districtId, pending.id, change)
  const clocks = await stoppedClocks(context, pending)
  return before.extensions.map((one) => (one.id === pending.id ? { ...one, ...change, clocks } : one))
}
