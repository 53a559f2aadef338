import { minuteMs } from '@doorstep/contract/time-words'
import { fileLinkMinutes } from '@doorstep/contract/rules'
import { fileKinds } from '@doorstep/contract/files'
import type { FileView } from '@doorstep/contract/files'
import { isStillFor, markFor } from '../platform/database/staff-links'
import type { Actor, Visitor } from '../platform/process/actor'
import { type CoreContext, Raw } from '../platform/context/call'
import type { Acting, Context } from '../platform/context/call'
import type { Clock } from '../platform/process/clock'
import type { Keys } from '../platform/process/crypto'
import { problem } from '../platform/process/problem'
import { scheduleDrop } from './drop-file'
import * as store from './files-store'
import type { StoredFile } from './files-store'

type Variant = 'full' | 'thumb'

/** Shortest time (ms) a file link is valid. */
const linkMs = fileLinkMinutes * minuteMs
/**
 * Link expiry is rounded up to a multiple of this (ms), so that a list read twice in a row has the same addresses and devices can use
 * cached photos.
 */
const stepMs = 5 * minuteMs

/** Returns the storage key of a file: spread over 256 folders by the random end of the id. */
export const variantKey = ({ district_id: districtId, id }: Pick<StoredFile, 'district_id' | 'id'>, variant: Variant) =>
  `${districtId}/${id.slice(-2)}/${id}.${variant}`

/** What a view says of a file. */
export type ShownFile = Pick<StoredFile, 'district_id' | 'id' | 'kind' | 'width' | 'height' | 'seconds' | 'thumb_sha256'>

/** Returns the view of a file with signed links. The caller must have checked that the person may see it. */
export function fileView({ keys, clock, actor }: { keys: Keys; clock: Clock; actor: Actor | Visitor }, row: ShownFile): FileView {
  const mark = markFor(actor)
  const kind = fileKinds.find((known) => known === row.kind) ?? 'photo'
  const expires = Math.ceil((clock.now().getTime() + linkMs) / stepMs) * (stepMs / 1000)
  const link = (variant: Variant) => {
    const signature = keys.sign(...signedParts(row.district_id, { id: row.id, v: variant, exp: expires, s: mark }))
    const marked = mark === undefined ? '' : `&s=${mark}`
    return `/v1/files/${row.id}?v=${variant}&exp=${expires}&d=${row.district_id}${marked}&sig=${signature}`
  }
  return {
    id: row.id,
    kind,
    url: link('full'),
    // Thumbnails from before their digests were kept cannot be checked until `digestThumbnails` came to them: the whole photo is shown instead.
    thumbUrl: kind === 'photo' ? link(row.thumb_sha256 === null ? 'full' : 'thumb') : null,
    width: row.width,
    height: row.height,
    seconds: row.seconds,
  }
}

const signedParts = (districtId: number, { id, v: variant, exp, s: mark }: Omit<Link, 'sig'>) => [
  'file',
  `${districtId}`,
  id,
  variant,
  `${exp}`,
  ...(mark === undefined ? [] : [mark]),
]

/** Returns views of files by id; an unknown id has no entry. The caller must have checked that the person may see them. */
export async function fileViews(
  { tx, districtId, deps, clock, actor }: Pick<Acting<Actor | Visitor>, 'tx' | 'districtId' | 'deps' | 'clock' | 'actor'>,
  ids: readonly string[],
): Promise<Map<string, FileView>> {
  const rows = await store.filesById(tx, districtId, [...new Set(ids)])
  return new Map(rows.map((row) => [row.id, fileView({ keys: deps.keys, clock, actor }, row)]))
}

/**
 * Sets the owner of files the caller uploaded: `request:<id>`, `message:<id>`, `notice:<id>` or `consent:<id>`. Returns their rows in the
 * order of `ids`, without `held`: those among them that have this owner already. Throws badInput when one is unknown, another person's, or
 * claimed: on `fileIds.<position in ids>`, or on `path`, for the form to mark each.
 */
export async function claimFiles(
  { tx, actor }: { tx: Acting['tx']; actor: Actor },
  ids: readonly string[],
  owner: string,
  { held = [], path }: { held?: readonly string[]; path?: string } = {},
): Promise<StoredFile[]> {
  const wanted = [...new Set(ids)].filter((id) => !held.includes(id))
  const taken = new Map((await store.claimFiles(tx, actor.districtId, actor.accountId, wanted, owner)).map((row) => [row.id, row]))
  const lost = ids.flatMap((id, at) =>
    taken.has(id) || held.includes(id) ? [] : [{ path: path ?? `fileIds.${at}`, message: '这个附件已失效或已用过，请重新选择' }],
  )
  if (lost.length > 0) throw problem('badInput', { errors: lost })
  return wanted.flatMap((id) => taken.get(id) ?? [])
}

/** Releases files that belong to `owner`: their uploader may use them again within a day, then they are deleted. */
export async function releaseFiles(context: CoreContext, ids: readonly string[], owner: string): Promise<void> {
  for (const id of await store.letGo(context.tx, context.districtId, ids, owner)) await scheduleDrop(context, id)
}

interface Link {
  id: string
  v: Variant
  exp: number
  /** The mark of a link issued to staff. */
  s?: string | undefined
  sig: string
}

/**
 * Serves the bytes behind a signed link. Throws notFound for a forged link, fileGone for one that expired or whose role ended. The bytes are
 * opened after the database turn, and throw fileChanged when they are no longer those that were uploaded.
 */
export async function serveFile(context: Context, { sig, ...link }: Link): Promise<Raw> {
  const { tx, districtId, deps, clock, log } = context
  const { id, v: variant, exp, s: mark } = link
  if (!deps.keys.signedBy(sig, ...signedParts(districtId, link))) throw problem('notFound')
  const secondsLeft = exp - Math.floor(clock.now().getTime() / 1000)
  if (secondsLeft <= 0 || !(await isStillFor(context, mark))) throw problem('fileGone')
  const row = await store.fileById(tx, districtId, id)
  if (row === undefined) throw problem('notFound')
  const digest = variant === 'thumb' ? row.thumb_sha256 : row.sha256
  if (digest === null) throw problem('notFound')
  const opened = async () => {
    const bytes = await deps.files.open(variantKey(row, variant))
    if (bytes === null) {
      log.error({ fileId: id, variant }, 'a file has a row but no bytes')
      throw problem('notFound')
    }
    if (bytes.sha256 === digest) return bytes
    await bytes.close()
    log.error({ fileId: id, variant }, 'the bytes of a file are not those that were uploaded')
    throw problem('fileChanged')
  }
  return new Raw(row.mime, opened, {
    etag: `"${digest}"`,
    'cache-control': `private, max-age=${secondsLeft}, immutable`,
    // Whatever the bytes are, a browser neither guesses another type nor runs them.
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'content-disposition': 'inline',
  })
}
