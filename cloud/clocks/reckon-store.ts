import { sql } from 'kysely'
import { enqueueAll } from '../platform/jobs/outbox'
import type { Sweep } from '../platform/jobs/sweep'
import { inInformed } from '../platform/snapshot/informed'
import { instantOf, publishedYear } from '../platform/time/calendar'
import { formerYear } from './reckon'
import type { OwnerKind } from './owners'

export const reckonJob = 'clocks.reckon'

/** Has every clock reckoned again whose end reaches into a year that was not published when it was reckoned and is by now. */
export const reckonClocks: Sweep = async (db, districtId, now, snapshots) => {
  const year = publishedYear()
  const owners = await db
    .selectFrom('clock')
    .where('district_id', '=', districtId)
    .where('stopped_at', 'is', null)
    .where('unit', 'in', ['day', 'workingDay'])
    .where('due_at', '>', now)
    .where((clock) =>
      clock.or([
        clock.and([clock('reckoned_to', 'is', null), clock('due_at', '>=', instantOf(`${formerYear + 1}-01-01`))]),
        clock.and([
          clock('reckoned_to', '<', year),
          sql<boolean>`due_at >= make_timestamptz(reckoned_to + 1, 1, 1, 0, 0, 0, 'Asia/Shanghai')`,
        ]),
      ]),
    )
    .select(['owner_kind', 'owner_id'])
    .distinct()
    .execute()
  if (owners.length === 0) return
  await inInformed({ db, snapshots }, districtId, (tx) =>
    enqueueAll(
      tx,
      owners.map(({ owner_kind: kind, owner_id: ownerId }) => ({
        districtId,
        kind: reckonJob,
        key: `${ownerId}:${year}`,
        payload: { owner: kind satisfies string as OwnerKind, ownerId },
        dueAt: now,
      })),
    ),
  )
}
