import { filingRoles } from '@doorstep/contract/roles'
import type { FileRequest } from '@doorstep/contract/requests/views'
import { kindNames } from '@doorstep/contract/requests/words'
import type { OnBehalf } from '@doorstep/contract/people/on-behalf'
import type { InferOutput } from 'valibot'
import { begun } from '../../clocks/api'
import { quotedMessages, type Quoted, postFiled } from '../../messages/api'
import type { Acting } from '../../platform/context/call'
import { countToday } from '../../platform/context/daily-caps'
import { holds } from '../../platform/process/actor'
import { uuidv7 } from '../../platform/process/ids'
import { badField, problem } from '../../platform/process/problem'
import { clipped, firstCharacters } from '../../platform/time/words'
import type { Case } from '../case/case-store'
import type { StoredRequest } from '../case/requests-store'
import type { Byline } from '../case/timeline'
import { durationsOf, ruleOf, type CaseClock } from '../deadlines/case-clocks'
import { bylineOf, staffLabelOf } from '../people/people'
import { sealSubject } from '../people/resident'
import { cameBack } from '../following/again'
import { doorOf, organisationOf, placedBy } from './as-organisation'
import { answered, emergencyIn } from './answers'
import { attach, quotedFiles } from './attachments'
import type { StoredCategory } from './categories'
import { recordConsent, recordPerson } from './consent'
import { barredFrom, categoryFor, locationFor } from './filing-checks'
import { openCase } from './open-case'

type Form = InferOutput<typeof FileRequest>

/** How a case came in that staff type in for somebody, or found themselves. */
export interface Entry {
  channel: StoredRequest['channel']
  happenedAt: Date
  outside: { number: string; dueAt: Date | null } | null
}

/** Files a request: validates the form, numbers it, assigns it to whoever receives it, starts its clocks. Returns the new case. */
export async function fileRequest(acting: Acting, form: Form, entry?: Entry): Promise<Case> {
  const { actor, clock } = acting
  const category = await categoryFor(acting, form)
  const phones = emergencyIn(category, form.answers)
  // 北京市接诉即办工作条例第11条: an emergency must not go through this channel, and minutes count.
  if (phones !== null) throw problem('emergency', { phones })
  const answers = answered(category, form.answers)
  const organisation = await organisationOf(acting, form, { byStaff: entry !== undefined })
  const { building, sealed, requester } = await locationFor(acting, placedBy(form, organisation), { lock: true })
  const gridCode = building.gridCode
  const quoted = await quotedFor(acting, form)
  const text = form.text || textOf(quoted)
  const again = form.againOf === undefined ? null : await cameBack(acting, form.againOf, form.kind)
  const told = [category.name, text, form.placeDetail ?? '', ...answers.map(({ value }) => value)].join(' ')
  await countToday(acting, form.kind === 'report' ? 'reports' : 'requests', told)

  const id = uuidv7()
  const mayEnter = actor.staff !== null && holds(actor, filingRoles, gridCode)
  if (entry !== undefined && !mayEnter) throw problem('notYourRole')
  const byStaff = mayEnter && (form.onBehalf !== undefined || entry !== undefined)
  const consentId = form.onBehalf === undefined ? null : await consentTo(acting, form.onBehalf, byStaff || form.kind === 'report')
  const subject = form.onBehalf && { name: form.onBehalf.name, phone: form.onBehalf.phone ?? null, relation: form.onBehalf.relation }
  const files = [...(await attach(acting, id, form.fileIds)), ...(await quotedFiles(acting, filesOf(quoted)))]
  if (text === '' && files.length === 0) throw badField('text', '请写几句、拍张照片或说一段话')
  const own = barredFrom(acting, { filedByStaff: byStaff, kind: form.kind })
  const barred = [...new Set([...own, ...(organisation?.staff ?? [])])]
  const now = clock.now()
  const place = [building.name, form.placeDetail].filter((part) => part !== undefined).join(' ')

  const content = {
    kind: kindNames[form.kind],
    category: category.name,
    text,
    place,
    ...(answers.length > 0 ? { answers: answers.map(({ ask, value }) => ({ ask, value })) } : {}),
    ...(form.onBehalf === undefined ? {} : { onBehalf: true, consent: form.onBehalf.consent.how }),
  }
  const clocks = firstClocks(category, entry?.happenedAt ?? now, entry?.outside ?? null)
  const filedByStaff = byStaff ? (actor.staff?.code ?? null) : null
  const anonymous = form.kind === 'report'
  const { filed, event, absences } = await openCase(acting, {
    id,
    category,
    clocks,
    content,
    files,
    barred,
    by: () => filerOf(acting, { filed_by_staff: filedByStaff, anonymous, grid_code: gridCode, organisation_id: organisation?.id ?? null }),
    columns: {
      kind: form.kind,
      category_code: category.code,
      account_id: actor.accountId,
      organisation_id: organisation?.id ?? null,
      filed_by_staff: filedByStaff,
      consent_id: consentId,
      on_behalf_sealed: subject ? sealSubject(acting, subject) : null,
      anonymous,
      title: titleOf(text, category),
      text,
      answers: JSON.stringify(answers),
      grid_code: gridCode,
      building_code: building.code,
      place,
      // Who types it in does not live there.
      place_sealed:
        entry !== undefined && form.onBehalf === undefined && organisation === null
          ? null
          : organisation === null
            ? sealed
            : doorOf(acting, organisation, building.code),
      again_of: again?.id ?? null,
      created_at: now,
      ...(entry && {
        channel: entry.channel,
        happened_at: entry.happenedAt,
        outside_number: entry.outside?.number ?? null,
        outside_due: entry.outside?.dueAt ?? null,
      }),
    },
  })
  if (form.fromMessages !== undefined) {
    const { categoryCode } = form
    await postFiled(acting, { proposalId: undefined, ...form.fromMessages, categoryCode, text, requestId: id, number: filed.number })
  }
  const nothingYet = {
    ratings: [],
    invitations: [],
    remedies: [],
    parts: [],
    orders: [],
    steps: [],
    extensions: [],
    merge: null,
    children: [],
    origin: null,
    splits: [],
  }
  return { ...filed, ...nothingYet, organisation, events: [event], clocks, again, absences, requester }
}

/** Records the consent; staff, who act for many, and whoever files a 举报 do not have the person remembered. */
const consentTo = (acting: Acting, onBehalf: OnBehalf, once: boolean) =>
  once ? recordConsent(acting, onBehalf) : recordPerson(acting, onBehalf)

/** Returns the two clocks that begin when a request is told; of two deadlines the earlier rules, and its clock says whose it is. */
export const firstClocks = (category: StoredCategory, from: Date, outside: Entry['outside']): CaseClock[] =>
  (['whole', 'acceptance'] as const).map((kind) => {
    const clock = begun(kind, { id: uuidv7(), durations: durationsOf(kind, category), rule: ruleOf(kind, category) }, from)
    if (outside === null || outside.dueAt === null || outside.dueAt >= clock.dueAt) return clock
    // An instant that somebody else set moves with no holiday.
    return { ...clock, unit: 'minute', dueAt: outside.dueAt, rule: `来件 ${outside.number} 要求的时限` }
  })

/** Returns the byline of the filing: a staff member who files for somebody is named; a resident, and whoever files a 举报, is `居民`. */
async function filerOf(
  { tx, districtId, actor }: Acting,
  {
    filed_by_staff: staff,
    anonymous,
    grid_code: gridCode,
    organisation_id: organisation,
  }: Pick<StoredRequest, 'filed_by_staff' | 'anonymous' | 'grid_code' | 'organisation_id'>,
): Promise<Byline> {
  const label = staff === null || anonymous ? null : await staffLabelOf(tx, districtId, staff, gridCode)
  return { name: label !== null ? bylineOf(label) : organisation === null ? '居民' : '单位联系人', account: actor.accountId, staff }
}

async function quotedFor({ tx, districtId, actor }: Acting, { fromMessages, kind }: Form): Promise<Quoted[]> {
  if (fromMessages === undefined) return []
  // The team has read these messages and would recognize the informant by them.
  if (kind === 'report') throw badField('fromMessages', '和网格员说过的话不能转成举报，他会认出您，请重新写一遍')
  const quoted = await quotedMessages(tx, districtId, { ...fromMessages, accountId: actor.accountId })
  if (quoted === null) throw problem('notFound')
  return quoted
}

/** Returns the resident's own words in the chosen messages; the team's answers are not part of the request. */
const textOf = (quoted: readonly Quoted[]) =>
  firstCharacters(
    quoted
      .filter(({ side, kind }) => side === 'resident' && kind === 'text')
      .map(({ text }) => text)
      .join('\n'),
    2000,
  )

const filesOf = (quoted: readonly Quoted[]) =>
  quoted.flatMap(({ side, fileId }) => (side === 'resident' && fileId !== null ? [fileId] : []))

const titleLength = 20

/**
 * Returns the first sentence, cut at a comma where it is long, at most 20 characters; the category's name when only a photo or voice was
 * sent.
 */
export function titleOf(text: string, { name }: Pick<StoredCategory, 'name'>): string {
  const [sentence = ''] = text.trim().split(/[。!?\uFF01\uFF1F;\uFF1B\n]/)
  const [clause = ''] = sentence.split(/[,\uFF0C]/)
  return clipped((sentence.length > titleLength && clause.length >= 4 ? clause : sentence).trim(), titleLength) || name
}
