import type { Me } from '@doorstep/contract/account'
import { actionsIn } from '@doorstep/contract/machine'
import { noticeMachine, type NoticeDetail, type StaffNotice } from '@doorstep/contract/notices'

const community = { code: '990101001001', kind: 'community' as const, name: '槐树社区' }

/** Returns a published notice as a resident reads it; tests override fields. */
export const aNotice = (over: Partial<NoticeDetail> = {}): NoticeDetail => ({
  id: '019ab000-0000-7000-8000-000000000101',
  title: '11月26日 3、4 号楼停水检修',
  branchName: '槐树里家门口党支部',
  publishedAt: '2026-11-23T00:20:00.000Z',
  thumbUrl: null,
  views: 120,
  read: false,
  withdrawn: false,
  text: '请提前存水。\n当天 17:00 恢复。',
  photos: [],
  branchCode: 'HSJM',
  audience: [community],
  likes: 12,
  liked: false,
  favourite: false,
  withdrawnReason: null,
  ...over,
})

/** Returns the same notice as its writer sees it, not yet submitted. */
export const aStaffNotice = (over: Partial<StaffNotice> = {}): StaffNotice => ({
  id: '019ab000-0000-7000-8000-000000000101',
  title: '11月26日 3、4 号楼停水检修',
  text: '请提前存水。',
  photos: [],
  branch: { code: 'HSJM', name: '槐树里家门口党支部' },
  audience: [community],
  reaches: 612,
  state: 'draft',
  author: '汤大勇',
  reviewer: null,
  returnedReason: null,
  withdrawnReason: null,
  publishedAt: null,
  updatedAt: '2026-11-23T00:00:00.000Z',
  as: ['author'],
  actions: actionsIn(noticeMachine, over.state ?? 'draft', over.as ?? ['author']),
  ...over,
})

/** Returns the secretary of that branch. */
export const aSecretary = (): Me => ({
  account: { id: '019ab000-0000-7000-8000-00000000000a', name: null, phone: null, elder: false },
  homes: [],
  staff: {
    code: 'S02',
    name: '汤大勇',
    headOf: null,
    roles: [{ role: 'branchSecretary', area: community.code, areaName: community.name }],
    grids: [],
  },
  unread: { inbox: 0, messages: 0 },
})
