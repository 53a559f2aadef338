import * as v from 'valibot'
import { id, instant } from '../values'

/** 督办: an order of the supervisor about a request, for the staff; the resident reads that there is one and whether it was answered. */
export const OrderView = v.object({
  id,
  at: instant,
  /** Who issued it; null: the system, when a missed deadline had climbed as far. */
  by: v.nullable(v.string()),
  text: v.string(),
  /** The deadline it is about, where one was missed: its name and its end. */
  about: v.nullable(v.object({ name: v.string(), dueAt: instant })),
  /** Who had the request then: the handler, else the unit, else who works on it without one. */
  to: v.string(),
  /** By when it is answered, by which rule; `overdue` once that is over, answered or not. */
  answerBy: instant,
  rule: v.string(),
  overdue: v.boolean(),
  answered: v.nullable(v.object({ at: instant, by: v.string(), text: v.string() })),
  /** When the request was answered, closed or withdrawn, which ends it. */
  endedAt: v.nullable(instant),
})
export type OrderView = v.InferOutput<typeof OrderView>

/** A row of the supervisors' list. */
export const OrderRow = v.object({
  id,
  requestId: id,
  number: v.string(),
  title: v.string(),
  place: v.string(),
  at: instant,
  text: v.string(),
  /** Who has the request now. */
  handler: v.string(),
  answerBy: instant,
  overdue: v.boolean(),
  answered: v.boolean(),
  ended: v.boolean(),
})
export type OrderRow = v.InferOutput<typeof OrderRow>
