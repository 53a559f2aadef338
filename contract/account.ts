import { inviterRoles } from './roles'
import { sessionDays, invitationDays } from './rules'
import * as v from 'valibot'
import { endpoints } from './endpoints'
import { areaCode, BuildingRow, gridCode, importCode, staffRole } from './grids'
import { personName, phone } from './people/names-and-phones'
import { consentWays } from './people/on-behalf'
import { id, instant, line } from './values'

/** 账号. A WeChat identity in one district: silent sign-in, homes, and, for staff, a binding made by an invitation code. */

export const Home = v.object({
  id,
  building: BuildingRow,
  /** `2 单元`; null when the building has one entrance or the resident prefers not to say. */
  unit: v.nullable(v.string()),
  /** `401`; optional, encrypted at rest. */
  room: v.nullable(v.string()),
  /** Name of the home: `自己家`, `妈妈家`. */
  label: v.string(),
  current: v.boolean(),
})
export type Home = v.InferOutput<typeof Home>

const HomeForm = v.object({
  buildingCode: importCode,
  unit: v.optional(v.nullable(line(20))),
  room: v.optional(v.nullable(line(20))),
  label: v.optional(line(12), '我家'),
})

/** Somebody the resident acts for (代办), remembered with their consent; sealed at rest, and shown to nobody else. */
export const PersonActedFor = v.object({
  id,
  name: v.string(),
  phone: v.nullable(v.string()),
  relation: v.string(),
  home: v.nullable(v.object({ building: BuildingRow, unit: v.nullable(v.string()), room: v.nullable(v.string()) })),
  consent: v.object({ how: v.picklist(consentWays), at: instant }),
})
export type PersonActedFor = v.InferOutput<typeof PersonActedFor>

/** The signed-in person, read by every signed-in screen. */
export const Me = v.object({
  account: v.object({
    id,
    /** How the grid member addresses the resident: `王阿姨`; null until they say. */
    name: v.nullable(v.string()),
    /** Masked: `138****6021`. */
    phone: v.nullable(v.string()),
    /** The resident states that they are `elderAge` or older (老年人权益保障法第2条): larger type is offered, and a no-show never leads to a ban. */
    elder: v.boolean(),
  }),
  homes: v.array(Home),
  staff: v.nullable(
    v.object({
      code: importCode,
      name: v.string(),
      roles: v.array(v.object({ role: staffRole, area: areaCode, areaName: v.string() })),
      /** The unit whose head (单位负责人) this person is; `roles` then names a handler. */
      headOf: v.nullable(v.string()),
      /** Grids whose team this person is in. */
      grids: v.array(v.object({ code: gridCode, name: v.string() })),
    }),
  ),
  unread: v.object({ inbox: v.number(), messages: v.number() }),
})
export type Me = v.InferOutput<typeof Me>

export const Session = v.object({ id, device: v.string(), createdAt: instant, lastSeenAt: instant, current: v.boolean() })

export const accountEndpoints = endpoints('account', {
  'POST /v1/sessions': {
    does: `Silent sign-in: a wx.login code becomes a session of ${sessionDays} days, renewed by use. The token is shown once.`,
    body: v.object({ code: line(128), device: v.optional(line(60), '微信小程序') }),
    replies: { 201: v.object({ token: v.string(), expiresAt: instant, me: Me }) },
    who: ['anyone'],
    relation: 'none',
    idempotent: false,
    problems: ['wechatCodeRefused', 'wechatBlocked', 'wechatUnreachable'],
  },
  'GET /v1/session': { does: 'Who I am.', replies: { 200: Me }, who: ['resident'], relation: 'own' },
  'DELETE /v1/session': { does: 'Signs out: the session is revoked at once.', replies: { 204: null }, who: ['resident'], relation: 'own' },
  'GET /v1/sessions': {
    does: 'Where I am signed in, newest first.',
    replies: { 200: v.object({ rows: v.array(Session) }) },
    who: ['resident'],
    relation: 'own',
  },
  'DELETE /v1/sessions/{id}': {
    does: 'Signs another device out.',
    params: v.object({ id }),
    replies: { 204: null },
    who: ['resident'],
    relation: 'own',
    problems: ['notFound'],
  },
  'PUT /v1/account': {
    does: 'Changes how I am called and how to reach me; null clears.',
    body: v.object({ name: v.optional(v.nullable(personName())), phone: v.optional(v.nullable(phone)), elder: v.optional(v.boolean()) }),
    replies: { 200: Me },
    who: ['resident'],
    relation: 'own',
  },
  'POST /v1/homes': {
    does: 'Binds a home (community → building → unit → room); the first becomes the current one.',
    body: HomeForm,
    replies: { 201: Home },
    who: ['resident'],
    relation: 'own',
    problems: ['notFound', 'tooManyHomes'],
  },
  'PUT /v1/homes/{id}': {
    does: 'Changes a home, a move included: later messages go to the new grid.',
    params: v.object({ id }),
    body: HomeForm,
    replies: { 200: Home },
    who: ['resident'],
    relation: 'own',
    problems: ['notFound'],
  },
  'PUT /v1/homes/{id}/current': {
    does: 'Makes a home the one the doorstep shows.',
    params: v.object({ id }),
    replies: { 200: Home },
    who: ['resident'],
    relation: 'own',
    problems: ['notFound'],
  },
  'DELETE /v1/homes/{id}': {
    does: 'Removes a home; cases filed from it stay.',
    params: v.object({ id }),
    replies: { 204: null },
    who: ['resident'],
    relation: 'own',
    problems: ['notFound'],
  },
  'GET /v1/people': {
    does: 'The people I act for (代办), whom I acted for last first: name, home, phone, and how and when they agreed.',
    replies: { 200: v.object({ rows: v.array(PersonActedFor) }) },
    who: ['resident'],
    relation: 'own',
  },
  'DELETE /v1/people/{id}': {
    does: 'Forgets somebody I act for; what was filed and booked for them stays.',
    params: v.object({ id }),
    replies: { 204: null },
    who: ['resident'],
    relation: 'own',
    problems: ['notFound'],
  },
  'POST /v1/staff-bindings': {
    does: 'Binds this WeChat identity to a staff member by a single-use invitation code.',
    body: v.object({ code: line(20) }),
    replies: { 201: Me },
    who: ['resident'],
    relation: 'own',
    problems: ['invitationRefused', 'alreadyBound'],
  },
  'POST /v1/staff/{code}/invitations': {
    does: `Makes a single-use invitation code for a staff member in the caller’s area, valid ${invitationDays} days; older codes end.`,
    params: v.object({ code: importCode }),
    replies: { 201: v.object({ code: v.string(), expiresAt: instant }) },
    who: [...inviterRoles],
    relation: 'area',
    problems: ['notFound', 'alreadyBound'],
  },
})
