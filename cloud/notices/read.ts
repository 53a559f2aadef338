import type { Parsed, Reply } from '@doorstep/contract/endpoints'
import type { noticeEndpoints } from '@doorstep/contract/notices/endpoints'
import type { NoticeDetail } from '@doorstep/contract/notices'
import { id, instant } from '@doorstep/contract/values'
import * as v from 'valibot'
import { branchFacts } from '../branches/api'
import { fileView } from '../files/api'
import { holdersOf, areaFacts } from '../grids/api'
import { markTargetRead } from '../notifications/api'
import type { Actor, Visitor } from '../platform/process/actor'
import type { Acting } from '../platform/context/call'
import { decodeCursor, encodeCursor } from '../platform/database/cursor'
import { problem } from '../platform/process/problem'
import * as readers from './reader-store'
import { photoViews } from './staff-read'
import * as store from './notices-store'

type Table = typeof noticeEndpoints.table
type Reading = Acting<Actor | Visitor>

const Position = v.tuple([instant, id])

export async function notices(call: Reading, query: Parsed<Table['GET /v1/notices']>['query']): Promise<Reply<Table['GET /v1/notices']>> {
  const { tx, districtId, actor } = call
  const { limit } = query
  const from = query.after === undefined ? null : decodeCursor(query.after, Position)
  const kept = query.favourite === '1'
  if (kept && actor.accountId === null) return { rows: [], next: null }
  const found = await readers.noticesFor(tx, districtId, {
    // Without a home and a grid, a reader sees notices for the whole district; favourites are kept wherever they came from.
    areas: kept
      ? null
      : query.grid === undefined
        ? { otherwise: [String(districtId)], also: [] }
        : { otherwise: [], also: holdersOf([query.grid]) },
    accountId: actor.accountId,
    kept,
    after: from && { publishedAt: new Date(from[0]), id: from[1] },
    limit: limit + 1,
  })
  const shown = found.slice(0, limit)
  const { clock, deps } = call
  const rows = shown.map(({ id, title, state, published_at: publishedAt, views, branchName, viewedAt, photo }) => ({
    id,
    title,
    branchName,
    publishedAt: publishedAt?.toISOString() ?? null,
    thumbUrl: photo === null || state !== 'published' ? null : fileView({ keys: deps.keys, clock, actor }, photo).thumbUrl,
    views,
    read: viewedAt !== null,
    withdrawn: state === 'withdrawn',
  }))
  const last = rows.at(-1)
  return { rows, next: found.length > limit && last ? encodeCursor([last.publishedAt, last.id]) : null }
}

/**
 * Returns a published or withdrawn notice. Throws `notFound`. Lists and notifications are for the audience; one that is shared opens for
 * everybody: a stranger may read it, so a neighbour of another community may, too.
 */
async function readable({ tx, districtId }: Reading, id: string): Promise<store.StoredNotice> {
  const notice = await store.noticeById(tx, districtId, id)
  if (notice === undefined || notice.published_at === null) throw problem('notFound')
  return notice
}

export async function noticeDetail(call: Reading, id: string): Promise<NoticeDetail> {
  const { tx, districtId, actor } = call
  const notice = await readable(call, id)
  const audience = (await store.audiencesOf(tx, districtId, [id])).map(({ areaCode }) => areaCode)
  const withdrawn = notice.state === 'withdrawn'
  const branch = (await branchFacts(tx, districtId, [notice.branch_code])).get(notice.branch_code)
  const areas = await areaFacts(tx, districtId, audience)
  const mine = actor.accountId === null ? undefined : await readers.reading(tx, districtId, id, actor.accountId)
  // Of a withdrawn notice only the withdrawal and its reason are shown.
  const photos = withdrawn ? [] : ((await photoViews(call, [id])).get(id) ?? [])
  return {
    id,
    title: notice.title,
    branchName: branch?.name ?? '',
    publishedAt: notice.published_at?.toISOString() ?? null,
    thumbUrl: photos[0]?.thumbUrl ?? null,
    views: notice.views,
    read: mine !== undefined,
    withdrawn,
    text: withdrawn ? '' : notice.text,
    photos,
    branchCode: notice.branch_code,
    audience: audience.flatMap((code) => areas.get(code) ?? []),
    likes: notice.likes,
    liked: mine?.liked ?? false,
    favourite: mine?.favourite ?? false,
    withdrawnReason: notice.withdrawn_reason,
  }
}

type Switched = Reply<Table['PUT /v1/notices/{id}/reader']>

/**
 * Records that the caller read a notice, once; likes and favourites are switches, so repeating a request changes nothing. Never a KPI
 * (国办函〔2026〕12号).
 */
export async function readNotice(call: Acting, id: string, wanted: { liked?: boolean; favourite?: boolean }): Promise<Switched> {
  const { tx, districtId, actor, clock } = call
  const notice = await readable(call, id)
  if (notice.state === 'published') await readers.countView(tx, districtId, id, actor.accountId, clock.now())
  const before = await readers.lockReading(tx, districtId, id, actor.accountId)
  // A withdrawn notice gets no new readers; existing readers may still change their switches.
  if (before === undefined) throw problem('notFound')
  const { liked = before.liked, favourite = before.favourite } = wanted
  const likesBy = liked === before.liked ? 0 : liked ? 1 : -1
  await readers.putSwitches(tx, districtId, id, actor.accountId, { liked, favourite, likesBy })
  await markTargetRead(call, { kind: 'notice', id })
  const after = await store.noticeById(tx, districtId, id)
  return { views: after?.views ?? 0, likes: after?.likes ?? 0, liked, favourite }
}
