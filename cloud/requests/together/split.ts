import type { requestMachine } from '@doorstep/contract/requests/machine'
import { splitsMost } from '@doorstep/contract/rules'
import { kindNames } from '@doorstep/contract/requests/words'
import type * as v from 'valibot'
import type { Acting } from '../../platform/context/call'
import { uuidv7 } from '../../platform/process/ids'
import { badField, problem } from '../../platform/process/problem'
import type { Case } from '../case/case-store'
import type { EventFile } from '../case/requests-store'
import { isInternal, type Byline } from '../case/timeline'
import type { CaseClock } from '../deadlines/case-clocks'
import { movesOf } from '../deadlines/clock-moves'
import { replayed } from '../deadlines/recomputed'
import { categoryByCode, type StoredCategory } from '../filing/categories'
import { firstClocks, titleOf } from '../filing/file'
import { openCase } from '../filing/open-case'
import { staffByline } from '../people/people'

type Body = v.InferOutput<typeof requestMachine.split.body>

interface Part {
  words: string
  category: StoredCategory
  files: EventFile[]
}

/**
 * 拆分: cuts parts out of a request, each a request of the same person, place and kind, dispatched as a filing is. Their times run from when
 * it was filed, so that nothing is gained by it; the request goes on with what is left.
 */
export async function split({ acting, row }: { acting: Acting; row: Case }, body: Body) {
  if (row.events.some(({ did, seq }) => did === 'split' && seq > body.seen)) throw problem('splitMeanwhile')
  if (row.splits.length + body.parts.length > splitsMost) throw problem('splitsOver')
  const parts = await Promise.all(body.parts.map((part, index) => checked(acting, row, part, index)))
  const by = await staffByline(acting, row.grid_code)
  const numbers: string[] = []
  for (const part of parts) numbers.push(await cutOut(acting, row, part, by))
  // Of a 举报 nobody reads the number of another in what was written down.
  const into = row.anonymous ? {} : { into: numbers.join('、') }
  return { content: { text: body.reason, ...into }, text: body.reason }
}

/** Returns a part with its category, which takes what the request is and is no emergency, and the files of the request that it names. */
async function checked({ tx, districtId }: Acting, row: Case, { words, categoryCode, fileIds }: Body['parts'][number], index: number) {
  const path = (field: string) => `parts.${index}.${field}`
  const category = await categoryByCode(tx, districtId, categoryCode)
  if (category === null || category.retired_at !== null) throw badField(path('categoryCode'), '没有这个类别，请重新选')
  if (!category.kinds.includes(row.kind)) {
    throw badField(path('categoryCode'), `“${category.name}”不能按${kindNames[row.kind]}办，请换一个类别`)
  }
  if (category.emergency !== null) throw badField(path('categoryCode'), '这一类是紧急情况，请马上打电话，不能分出来等着办')
  const shown = row.events.filter((event) => !isInternal(event)).flatMap(({ files }) => files)
  const files = fileIds.map((id) => {
    const file = shown.find((one) => one.id === id)
    if (file === undefined) throw badField(path('fileIds'), '只能带上这一件里的照片和录音')
    return file
  })
  return { words, category, files }
}

/** Opens a request of its own for a part; returns its number. */
async function cutOut(acting: Acting, row: Case, { words, category, files }: Part, by: Byline): Promise<string> {
  const { filed } = await openCase(acting, {
    id: uuidv7(),
    category,
    clocks: clocksFrom(row, category),
    content: {
      kind: kindNames[row.kind],
      category: category.name,
      text: words,
      place: row.place,
      from: row.anonymous ? '' : row.number,
    },
    files,
    barred: row.excluded_handlers,
    by: () => Promise.resolve(by),
    columns: {
      kind: row.kind,
      category_code: category.code,
      account_id: row.account_id,
      organisation_id: row.organisation_id,
      filed_by_staff: row.filed_by_staff,
      consent_id: row.consent_id,
      on_behalf_sealed: row.on_behalf_sealed,
      anonymous: row.anonymous,
      title: titleOf(words, category),
      text: words,
      answers: JSON.stringify([]),
      grid_code: row.grid_code,
      building_code: row.building_code,
      place: row.place,
      place_sealed: row.place_sealed,
      channel: row.channel,
      happened_at: row.happened_at,
      outside_number: row.outside_number,
      outside_due: row.outside_due,
      created_at: row.created_at,
      split_from: row.id,
    },
  })
  return filed.number
}

/**
 * Returns the clocks of a part: by the rule of its category from when the request began, with every wait for its requester since; answered
 * no later than the request itself is promised.
 */
function clocksFrom(row: Case, category: StoredCategory): CaseClock[] {
  const outside = row.outside_number === null ? null : { number: row.outside_number, dueAt: row.outside_due }
  const waits = movesOf({ ...row, extensions: [] }).filter(({ did }) => did === 'pause' || did === 'resume')
  const promised = row.clocks.find(({ kind, stoppedAt }) => kind === 'whole' && stoppedAt === null)
  return firstClocks(category, row.happened_at ?? row.created_at, outside).map((clock) => {
    const held = { ...replayed(clock, waits), pausedAt: null }
    return held.kind !== 'whole' || promised === undefined || promised.dueAt >= held.dueAt
      ? held
      : { ...held, unit: promised.unit, dueAt: promised.dueAt }
  })
}
