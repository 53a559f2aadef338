import type { Db } from '../platform/database/database'
import { districtIds } from '../platform/database/districts'
import type { FileStore } from '../platform/files/store'
import { variantKey } from './file-look-ups'
import * as store from './files-store'

const atOnce = 100

/**
 * Computes the digests of thumbnails that an earlier version stored without, so that these photos are shown small again. What lies in the
 * store now is taken for what was uploaded: the digest tells what is changed from here on. One whose bytes are missing is passed over.
 */
export async function digestThumbnails(db: Db, files: FileStore): Promise<void> {
  for (const districtId of await districtIds(db)) {
    let after = '00000000-0000-0000-0000-000000000000'
    for (;;) {
      const ids = await store.withoutThumbDigest(db, districtId, { after, limit: atOnce })
      for (const id of ids) {
        const thumb = await files.open(variantKey({ district_id: districtId, id }, 'thumb'))
        if (thumb === null) continue
        await thumb.close()
        await store.keepThumbDigest(db, districtId, id, thumb.sha256)
      }
      const last = ids.at(-1)
      if (last === undefined) break
      after = last
    }
  }
}
