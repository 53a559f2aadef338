import { writerRoles, reviewerRoles } from '../roles'
import * as v from 'valibot'
import { endpoints } from '../endpoints'
import { gridCode } from '../grids'
import { page, pageOf } from '../values'
import { NoticeDetail, NoticeForm, NoticeRow, StaffNotice, noticeId, noticeMachine, noticeStates } from '../notices'

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
