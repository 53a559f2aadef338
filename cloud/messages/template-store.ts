import type { Tx } from '../platform/database/database'

export interface StoredTemplate {
  id: string
  title: string
  text: string
  use: string
}

interface Form {
  title: string
  text: string
  use: string
}

const columns = ['id', 'title', 'text', 'use'] as const

/** Returns a staff member's templates, oldest first. */
export const templatesOf = (tx: Tx, districtId: number, staffCode: string): Promise<StoredTemplate[]> =>
  tx
    .selectFrom('template')
    .where('district_id', '=', districtId)
    .where('staff_code', '=', staffCode)
    .select(columns)
    .orderBy('created_at')
    .orderBy('id')
    .execute()

export const insertTemplate = (
  tx: Tx,
  { districtId, id, staffCode, title, text, use, createdAt }: Form & { districtId: number; id: string; staffCode: string; createdAt: Date },
): Promise<StoredTemplate> =>
  tx
    .insertInto('template')
    .values({ district_id: districtId, id, staff_code: staffCode, title, text, use, created_at: createdAt })
    .returning(columns)
    .executeTakeFirstOrThrow()

export const updateTemplate = (
  tx: Tx,
  districtId: number,
  staffCode: string,
  id: string,
  { title, text, use }: Form,
): Promise<StoredTemplate | undefined> =>
  tx
    .updateTable('template')
    .where('district_id', '=', districtId)
    .where('staff_code', '=', staffCode)
    .where('id', '=', id)
    .set({ title, text, use })
    .returning(columns)
    .executeTakeFirst()

export async function deleteTemplate(tx: Tx, districtId: number, staffCode: string, id: string): Promise<boolean> {
  const deleted = await tx
    .deleteFrom('template')
    .where('district_id', '=', districtId)
    .where('staff_code', '=', staffCode)
    .where('id', '=', id)
    .executeTakeFirst()
  return deleted.numDeletedRows > 0n
}
