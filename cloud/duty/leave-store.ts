import type { Tx } from '../platform/database/database'

/** Counts the residents of a grid who wait for a reply to a message. */
export async function waitingIn(tx: Tx, districtId: number, gridCode: string): Promise<number> {
  const { waiting } = await tx
    .selectFrom('conversation')
    .where('district_id', '=', districtId)
    .where('grid_code', '=', gridCode)
    .where('waiting_since', 'is not', null)
    .select(({ fn }) => fn.countAll<number>().as('waiting'))
    .executeTakeFirstOrThrow()
  return waiting
}
