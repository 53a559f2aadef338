import { issueInvitation } from '../../account/api'
import { inviteFirst, organisationsAlone } from '../../organisations/api'
import type { Clock } from '../../platform/process/clock'
import type { Keys } from '../../platform/process/crypto'
import { type Db, inTransaction } from '../../platform/database/database'
import { csv } from '../export/write-csv'

/** Returns a CSV of every building with its door code and the content of its QR code, for printing posters. */
export async function doorsCsv(db: Db, districtId: number): Promise<string> {
  const rows = await db
    .selectFrom('building')
    .innerJoin('area', (on) => on.onRef('area.district_id', '=', 'building.district_id').onRef('area.code', '=', 'building.grid_code'))
    .where('building.district_id', '=', districtId)
    .where('building.retired_at', 'is', null)
    .select(['building.code', 'building.name', 'building.address', 'building.grid_code', 'building.door_token', 'area.name as grid_name'])
    .orderBy('building.code')
    .execute()
  const lines = rows.map((row) => [row.code, row.name, row.address, row.grid_code, row.grid_name, row.door_token])
  return csv([['code', 'name', 'address', 'grid_code', 'grid_name', 'door_token'], ...lines])
}

/** Returns a CSV of every venue with the content of its check-in QR code (签到码), for printing posters. */
export async function checkInCsv(db: Db, districtId: number): Promise<string> {
  const rows = await db
    .selectFrom('venue')
    .where('district_id', '=', districtId)
    .where('retired_at', 'is', null)
    .select(['code', 'name', 'address', 'check_in_token'])
    .orderBy('code')
    .execute()
  const lines = rows.map((row) => [row.code, row.name, row.address, row.check_in_token])
  return csv([['code', 'name', 'address', 'check_in_token'], ...lines])
}

/**
 * Issues a new single-use code for every staff member without a bound account and returns them as CSV; previous codes end. The codes are
 * shown only here.
 */
export async function invitationsCsv(db: Db, clock: Clock, keys: Keys, districtId: number): Promise<string> {
  return inTransaction(db, async (tx) => {
    const staff = await tx
      .selectFrom('staff')
      .where('district_id', '=', districtId)
      .where('account_id', 'is', null)
      .where('retired_at', 'is', null)
      .select(['code', 'name', 'phone'])
      .orderBy('code')
      .execute()
    const lines: string[][] = []
    for (const { code, name, phone } of staff) {
      const invitation = await issueInvitation({ tx, clock, keys, districtId }, code)
      lines.push([code, name, phone, invitation.code, invitation.expiresAt])
    }
    return csv([['staff_code', 'name', 'phone', 'invitation', 'expires_at'], ...lines])
  })
}

/**
 * Issues a new single-use code for every organisation of a file that nobody acts for yet, and returns them as CSV; previous codes end. Whoever
 * uses it is its first contact.
 */
export async function organisationInvitationsCsv(db: Db, clock: Clock, keys: Keys, districtId: number): Promise<string> {
  return inTransaction(db, async (tx) => {
    const lines: string[][] = []
    for (const { id, code, name, buildingCode } of await organisationsAlone(tx, districtId)) {
      const invitation = await inviteFirst({ tx, clock, keys, districtId }, id)
      lines.push([code, name, buildingCode, invitation.code, invitation.expiresAt])
    }
    return csv([['code', 'name', 'building_code', 'invitation', 'expires_at'], ...lines])
  })
}
