import { ruleWords } from '@doorstep/contract/rule-words'
import { templatesPerStaff } from '@doorstep/contract/rules'
import type { Parsed, Reply } from '@doorstep/contract/endpoints'
import { Template, type messageEndpoints } from '@doorstep/contract/messages'
import * as v from 'valibot'
import type { Acting } from '../platform/context/call'
import { uuidv7 } from '../platform/process/ids'
import { badField, problem } from '../platform/process/problem'
import * as store from './template-store'

type Table = typeof messageEndpoints.table
type Form = Parsed<Table['POST /v1/templates']>['body']
type View = Reply<Table['POST /v1/templates']>

const view = (row: store.StoredTemplate): View => v.parse(Template, row)

/** Returns the caller's staff code; templates belong to a staff member, so a role without a staff identity has none. */
function staffOf({ actor }: Acting): string {
  if (actor.staff === null) throw problem('notYourRole')
  return actor.staff.code
}

export async function listTemplates(call: Acting): Promise<{ rows: View[] }> {
  return { rows: (await store.templatesOf(call.tx, call.districtId, staffOf(call))).map(view) }
}

/** Saves a template; at most `templatesPerStaff` per person. */
export async function saveTemplate(call: Acting, form: Form): Promise<View> {
  const { tx, districtId, clock } = call
  const staffCode = staffOf(call)
  const kept = await store.templatesOf(tx, districtId, staffCode)
  if (kept.length >= templatesPerStaff) throw badField('title', ruleWords.templatesFull)
  return view(await store.insertTemplate(tx, { districtId, id: uuidv7(), staffCode, ...form, createdAt: clock.now() }))
}

/** Changes a template. Throws `notFound` for one that is not the caller's. */
export async function changeTemplate(call: Acting, id: string, form: Form): Promise<View> {
  const changed = await store.updateTemplate(call.tx, call.districtId, staffOf(call), id, form)
  if (changed === undefined) throw problem('notFound')
  return view(changed)
}

/** Removes a template. Throws `notFound` for one that is not the caller's. */
export async function removeTemplate(call: Acting, id: string): Promise<void> {
  if (!(await store.deleteTemplate(call.tx, call.districtId, staffOf(call), id))) throw problem('notFound')
}
