import { unusedFiles, unusedMegabytes } from '@doorstep/contract/rules'
import type { Tx } from '../platform/database/database'
import type { Actor } from '../platform/process/actor'
import { problem } from '../platform/process/problem'
import { unclaimedOf } from './files-store'

/**
 * Throws uploadsFull when the files of the account that nothing uses yet would become too many, or too large together. An upload in parts
 * counts from its opening, with the size it announced; `but` is the one whose file is asked for. An account uploads one file at a time in a
 * process, so that several processes can exceed this by one file each.
 */
export async function assertRoomFor(
  tx: Tx,
  { districtId, accountId }: Pick<Actor, 'districtId' | 'accountId'>,
  bytes: number,
  but: string | null = null,
): Promise<void> {
  const unused = await unclaimedOf(tx, districtId, accountId, but)
  if (unused.files >= unusedFiles || unused.bytes + bytes > unusedMegabytes * 1024 * 1024) throw problem('uploadsFull')
}
