import type { Db } from './database'
import { onceForAll } from '../process/once-for-all'
import { badField, problem } from '../process/problem'

/** Returns the ids of all districts, in order. */
export async function districtIds(db: Db): Promise<number[]> {
  const rows = await db.selectFrom('district').select('district_id').orderBy('district_id').execute()
  return rows.map(({ district_id }) => district_id)
}

/**
 * Returns a function that resolves the district of a request: the header `x-district` (or `d` in the address of a link, which carries no
 * headers), else the only district there is. Known codes are cached: districts are added, never removed.
 */
export function districtOf(db: Db): (header: unknown, link: unknown) => Promise<number> {
  let known: number[] = []
  const reread = onceForAll(async () => {
    known = await districtIds(db)
  })
  return async (header, link) => {
    const said = header ?? link
    if (said === undefined) {
      if (known.length !== 1) await reread()
      const [only] = known
      if (only === undefined) throw problem('notFound', { detail: '这里还没有导入任何区县的资料' })
      if (known.length > 1) throw badField('x-district', '请说明是哪个区县')
      return only
    }
    if (typeof said !== 'string' || !/^\d{6}$/.test(said)) throw badField('x-district', '区县代码不对')
    const id = Number(said)
    if (!known.includes(id)) await reread()
    if (!known.includes(id)) throw badField('x-district', '没有这个区县')
    return id
  }
}
