import * as v from 'valibot'
import { fileIds, FileView } from './files'
import { Area, areaCode, importCode } from './grids'
import { actionNames, machine, statesWhere } from './machine'
import { id, instant, line, text } from './values'

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

export const noticeId = v.object({ id })
