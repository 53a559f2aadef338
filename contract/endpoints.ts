import type * as v from 'valibot'
import type { ProblemCode } from './problems'
import type { Who } from './roles'

/** HTTP methods in use. No PATCH: `wx.request` does not send it. */
export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'
export type EndpointKey = `${Method} /v1/${string}`

/**
 * The relation, besides the role, that the caller needs to the record: checked on the server, answered with 404 when it does not hold.
 * `own` rows of the caller's account · `area` rows in the subtree of a role's area · `party` own or area · `none` nothing.
 */
export type Relation = 'none' | 'own' | 'area' | 'party'

/**
 * `form`: one multipart file · `bytes`: a part of a file, as it is · `nothing`: no bytes, but the call is about an upload and waits, like one,
 * in the line of its account.
 */
type Brings = 'form' | 'bytes' | 'nothing'

/** One endpoint: routes, validation, OpenAPI, the typed client, form checks and the role matrix are derived from it. */
export interface Endpoint {
  /** One English sentence for the API reference. */
  does: string
  params?: v.GenericSchema<Record<string, unknown>, Record<string, unknown>>
  query?: v.GenericSchema<Record<string, unknown>, Record<string, unknown>>
  body?: v.GenericSchema<Record<string, unknown>, Record<string, unknown>>
  /** Exactly one success: status and its schema; 204 has no body. */
  replies: { 200: v.GenericSchema } | { 201: v.GenericSchema } | { 204: null }
  who: readonly Who[]
  relation: Relation
  /** Problems it may answer with beyond those every endpoint shares (bad input, session, role, rate limit, server error). */
  problems?: readonly ProblemCode[]
  /** False only where a retry is harmless or impossible without a key: every other POST takes an Idempotency-Key. */
  idempotent?: false
  /** What the call brings of a file. */
  upload?: Brings
}

export type EndpointTable = Record<EndpointKey, Endpoint>

/** Declares a room's endpoints and keeps their exact types. */
export const endpoints = <const T extends EndpointTable>(room: Room, table: T) => ({ room, table })

export const rooms = [
  'account',
  'organisations',
  'grids',
  'branches',
  'messages',
  'requests',
  'services',
  'queue',
  'bookings',
  'openings',
  'counter',
  'notices',
  'whistles',
  'ratings',
  'duty',
  'notifications',
  'files',
  'underway',
] as const
export type Room = (typeof rooms)[number]

type In<S> = S extends v.GenericSchema ? v.InferInput<S> : undefined
type Out<S> = S extends v.GenericSchema ? v.InferOutput<S> : undefined

/** The body of an endpoint's successful response. */
export type Reply<E extends Endpoint> = E['replies'] extends { 200: infer S }
  ? Out<S>
  : E['replies'] extends { 201: infer S }
    ? Out<S>
    : undefined

/** What a caller sends (before parsing), and what a handler gets (after). */
export type Sent<E extends Endpoint> = Given<{ params: In<E['params']>; query: In<E['query']>; body: In<E['body']> }>
export interface Parsed<E extends Endpoint> {
  params: Out<E['params']>
  query: Out<E['query']>
  body: Out<E['body']>
}

/** Removes the parts an endpoint does not take; a part whose every field is optional may be left out. */
type Given<T> = { [K in keyof T as T[K] extends undefined ? never : Partial<T[K]> extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as T[K] extends undefined ? never : Partial<T[K]> extends T[K] ? K : never]?: T[K]
}
