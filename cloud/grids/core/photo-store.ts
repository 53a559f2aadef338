import { sql } from 'kysely'
import type { Tx } from '../../platform/database/database'

/** Returns the file of the photo a staff member shows, locked until the transaction ends; null without one. */
export async function lockedPhoto(tx: Tx, districtId: number, staffCode: string): Promise<string | null> {
  const { photo_id: photoId } = await tx
    .selectFrom('staff')
    .where('district_id', '=', districtId)
    .where('code', '=', staffCode)
    .select('photo_id')
    .forUpdate()
    .executeTakeFirstOrThrow()
  return photoId
}

/** Returns staff who show a photo and are in no team any more, or are no staff any more. */
export async function photosWithoutTeam(tx: Tx, districtId: number): Promise<string[]> {
  const rows = await tx
    .selectFrom('staff')
    .where('staff.district_id', '=', districtId)
    .where('staff.photo_id', 'is not', null)
    .where((row) =>
      row.or([
        row('staff.retired_at', 'is not', null),
        row.not(
          row.exists(
            row
              .selectFrom('team_member as member')
              .where('member.district_id', '=', districtId)
              .whereRef('member.staff_code', '=', 'staff.code')
              .where('member.retired_at', 'is', null)
              .select(sql.lit(1).as('one')),
          ),
        ),
      ]),
    )
    .select('staff.code')
    .orderBy('staff.code')
    .execute()
  return rows.map(({ code }) => code)
}
