import { writerRoles, reviewerRoles } from './roles'
import * as v from 'valibot'
import { endpoints } from './endpoints'
import { fileIds, FileView } from './files'
import { Area, areaCode, gridCode, importCode } from './grids'
import { actionNames, machine, statesWhere } from './machine'
import { id, instant, line, page, pageOf, text } from './values'

/**
 * 公告. Written by one person, approved by another, visible only to its audience. Views, likes and favourites are never a KPI (国办函〔2026〕12号).
 */
export const noticeStates = ['draft', 'review', 'published', 'withdrawn'] as const
export type NoticeState = (typeof noticeStates)[number]
export const noticeStateNames = { draft: '草稿', review: '待审核', published: '已发布', withdrawn: '已撤回' } as const satisfies Record<
  NoticeState,
  string
>

/** Whether readers can see a notice in each state; a withdrawn one shows its reason. */
export const noticeShown = { draft: false, review: false, published: true, withdrawn: true } as const satisfies Record<NoticeState, boolean>

/** States in which readers can see a notice. */
export const shownNoticeStates = statesWhere<NoticeState, boolean>(noticeShown, (shown) => shown)

/** Who may make which transition, from which state; an author never reviews their own notice. */
export const noticeMachine = machine<NoticeState, 'author' | 'reviewer'>()({
  edit: { from: ['draft'], to: 'same', by: ['author'], label: '修改' },
  submit: { from: ['draft'], to: 'review', by: ['author'], label: '提交审核' },
  approve: { from: ['review'], to: 'published', by: ['reviewer'], not: ['author'], label: '通过并发布' },
  return: {
    from: ['review'],
    to: 'draft',
    by: ['reviewer'],
    not: ['author'],
    label: '退回修改',
    body: v.object({ reason: text(200) }),
  },
  withdraw: { from: ['published'], to: 'withdrawn', by: ['author', 'reviewer'], label: '撤回', body: v.object({ reason: text(200) }) },
})

export const NoticeForm = v.object({
  title: line(40, 2),
  text: text(5000, 5),
  fileIds,
  branchCode: importCode,
  /** Areas whose residents can read it; each within the author's own area. */
  audience: v.pipe(v.array(areaCode), v.minLength(1, '请选这条公告给哪里的居民看'), v.maxLength(50)),
})

export const NoticeRow = v.object({
  id,
  title: v.string(),
  branchName: v.string(),
  publishedAt: v.nullable(instant),
  /** Link to the first picture's thumbnail. */
  thumbUrl: v.nullable(v.string()),
  views: v.number(),
  read: v.boolean(),
  withdrawn: v.boolean(),
})
export type NoticeRow = v.InferOutput<typeof NoticeRow>

export const NoticeDetail = v.object({
  ...NoticeRow.entries,
  text: v.string(),
  photos: v.array(FileView),
  branchCode: importCode,
  audience: v.array(Area),
  likes: v.number(),
  liked: v.boolean(),
  favourite: v.boolean(),
  withdrawnReason: v.nullable(v.string()),
})
export type NoticeDetail = v.InferOutput<typeof NoticeDetail>

export const StaffNotice = v.object({
  id,
  title: v.string(),
  text: v.string(),
  photos: v.array(FileView),
  branch: v.object({ code: importCode, name: v.string() }),
  audience: v.array(Area),
  /** Number of accounts with a home in the audience. */
  reaches: v.number(),
  state: v.picklist(noticeStates),
  author: v.string(),
  reviewer: v.nullable(v.string()),
  returnedReason: v.nullable(v.string()),
  withdrawnReason: v.nullable(v.string()),
  publishedAt: v.nullable(instant),
  updatedAt: instant,
  as: v.array(v.picklist(['author', 'reviewer'])),
  /** The actions the caller may take now, shown as buttons. */
  actions: v.array(v.picklist(actionNames(noticeMachine))),
})
export type StaffNotice = v.InferOutput<typeof StaffNotice>

const noticeId = v.object({ id })
export const noticeEndpoints = endpoints('notices', {
  'GET /v1/notices': {
    does: 'Published notices for my homes’ grids and for `grid`, newest first. `favourite=1`: those I kept.',
    query: v.object({ grid: v.optional(gridCode), favourite: v.optional(v.literal('1')), ...page }),
    replies: { 200: pageOf(NoticeRow) },
    who: ['anyone'],
    relation: 'none',
  },
  'GET /v1/notices/{id}': {
    does: 'One notice, withdrawn ones with their reason. What is published and shared opens for everybody; lists are by audience.',
    params: noticeId,
    replies: { 200: NoticeDetail },
    who: ['anyone'],
    relation: 'none',
    problems: ['notFound'],
  },
  'PUT /v1/notices/{id}/reader': {
    does: 'My reading of a notice: the first call counts one view; likes and favourites are switched.',
    params: noticeId,
    body: v.object({ liked: v.optional(v.boolean()), favourite: v.optional(v.boolean()) }),
    replies: { 200: v.object({ views: v.number(), likes: v.number(), liked: v.boolean(), favourite: v.boolean() }) },
    who: ['resident'],
    relation: 'none',
    problems: ['notFound'],
  },
  'GET /v1/staff/notices': {
    does: 'Notices I wrote or may review, those waiting for me first.',
    query: v.object({ state: v.optional(v.picklist(noticeStates)), ...page }),
    replies: { 200: pageOf(StaffNotice) },
    who: [...writerRoles],
    relation: 'area',
  },
  'GET /v1/staff/notices/{id}': {
    does: 'One notice as its writer or reviewer sees it.',
    params: noticeId,
    replies: { 200: StaffNotice },
    who: [...writerRoles],
    relation: 'area',
    problems: ['notFound'],
  },
  'POST /v1/notices': {
    does: 'Drafts a notice for a branch of mine.',
    body: NoticeForm,
    replies: { 201: StaffNotice },
    who: [...writerRoles],
    relation: 'area',
    problems: ['notFound'],
  },
  'PUT /v1/notices/{id}': {
    does: 'Changes my draft.',
    params: noticeId,
    body: NoticeForm,
    replies: { 200: StaffNotice },
    who: [...writerRoles],
    relation: 'own',
    problems: ['notFound', 'notNow'],
  },
  'POST /v1/notices/{id}/submit': {
    does: 'Asks for review; every reviewer of the area but the author is told.',
    params: noticeId,
    replies: { 200: StaffNotice },
    who: [...writerRoles],
    relation: 'own',
    problems: ['notFound', 'notNow'],
  },
  'POST /v1/notices/{id}/approve': {
    does: 'Publishes it to its audience, by somebody other than its author.',
    params: noticeId,
    replies: { 200: StaffNotice },
    who: [...reviewerRoles],
    relation: 'area',
    problems: ['notFound', 'notNow', 'ownNotice'],
  },
  'POST /v1/notices/{id}/return': {
    does: 'Sends it back to its author with a reason.',
    params: noticeId,
    body: noticeMachine.return.body,
    replies: { 200: StaffNotice },
    who: [...reviewerRoles],
    relation: 'area',
    problems: ['notFound', 'notNow', 'ownNotice'],
  },
  'POST /v1/notices/{id}/withdraw': {
    does: 'Takes a published notice back; readers see that, and why.',
    params: noticeId,
    body: noticeMachine.withdraw.body,
    replies: { 200: StaffNotice },
    who: [...writerRoles],
    relation: 'area',
    problems: ['notFound', 'notNow'],
  },
})
