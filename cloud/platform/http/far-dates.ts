import { ruleWords } from '@doorstep/contract/rule-words'
import { nearYears } from '@doorstep/contract/rules'
import { nearDay, nearInstant } from '@doorstep/contract/values'
import type * as v from 'valibot'
import { badField } from '../process/problem'

/** The parts of a schema through which its values are reached. */
interface Shape {
  entries?: Record<string, v.GenericSchema>
  item?: v.GenericSchema
  wrapped?: v.GenericSchema
}

/** Returns the values at which a schema says `nearDay` or `nearInstant`, each with its path. */
function nearDates(schema: v.GenericSchema, value: unknown, path = ''): { path: string; at: string }[] {
  if (schema === nearDay || schema === nearInstant) return typeof value === 'string' ? [{ path, at: value }] : []
  const { entries = {}, item, wrapped } = schema as unknown as Shape
  const below = (name: string | number) => (path === '' ? String(name) : `${path}.${name}`)
  if (wrapped !== undefined) return nearDates(wrapped, value, path)
  if (item !== undefined && Array.isArray(value)) return value.flatMap((one, at) => nearDates(item, one, below(at)))
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(entries).flatMap(([name, one]) => nearDates(one, (value as Record<string, unknown>)[name], below(name)))
}

const yearMs = 365.25 * 24 * 3600 * 1000

/** Refuses parsed input with a date so far from now that nobody can mean it, and that a walk from day to day would take long to reach. */
export function refuseFarDates(schema: v.GenericSchema, value: unknown, now: Date): void {
  const far = nearDates(schema, value).find(({ at }) => Math.abs(Date.parse(at) - now.getTime()) > nearYears * yearMs)
  if (far !== undefined) throw badField(far.path, ruleWords.farDate)
}
