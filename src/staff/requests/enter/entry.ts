import { StaffFiling, type Category } from '@doorstep/contract/requests/views'
import type { staffChannels } from '@doorstep/contract/requests/words'
import type * as v from 'valibot'
import { behalfErrors } from '../../../parts/behalf/behalf-draft'
import { keptIds } from '../../../platform/sending/attachments'
import { check, filledIn, type Checked, type FieldErrors } from '../../../platform/sending/forms'
import type { Chosen, Photo } from '../../../platform/sending/photo-uploads'
import { emptyFiling, requestOf, type Filing } from '../../../resident/requests/file/filing'

/** What is typed in by staff: what a resident files, how it came in, and what was done on the spot. */
export interface Entry extends Filing {
  channel: (typeof staffChannels)[number]
  happenedDay: string
  happenedTime: string
  outsideNumber: string
  outsideDay: string
  done: boolean
  doneText: string
  donePhotos: Photo[]
  doneChosen: Chosen[]
}

export const emptyEntry: Entry = {
  ...emptyFiling,
  channel: 'grid',
  happenedDay: '',
  happenedTime: '',
  outsideNumber: '',
  outsideDay: '',
  done: false,
  doneText: '',
  donePhotos: [],
  doneChosen: [],
}

const at = (day: string, time: string) => (day === '' ? undefined : new Date(`${day}T${time}:00+08:00`).toISOString())

/** Whether what came in this way may be closed by whoever types it in. */
export const closable = ({ channel }: Pick<Entry, 'channel'>) => channel === 'grid' || channel === 'visit'

/** Returns the body of an entry, or what is wrong with it by field; a category has to be chosen first. */
export function checkedEntry(e: Entry, category: Category | undefined): Checked<v.InferOutput<typeof StaffFiling>> {
  if (category === undefined) return { ok: false, errors: { categoryCode: '请选是哪类事' } }
  const { kind, categoryCode, text, fileIds = [], answers, placeDetail, onBehalf, againOf } = requestOf(e, category)
  const checked = check(StaffFiling, {
    ...{ kind, categoryCode, text, fileIds, answers, placeDetail, onBehalf, againOf, channel: e.channel },
    buildingCode: e.buildingCode,
    asOrganisation: filledIn(e.asOrganisation),
    happenedAt: at(e.happenedDay, e.happenedTime === '' ? '09:00' : e.happenedTime),
    outside: e.channel === 'hotline' ? { number: e.outsideNumber, dueAt: at(e.outsideDay, '18:00') } : undefined,
    done: e.done && closable(e) ? { text: e.doneText, fileIds: keptIds(e.donePhotos) } : undefined,
  })
  const errors: FieldErrors = {
    ...(checked.ok ? {} : checked.errors),
    ...behalfErrors(e),
    ...(e.buildingCode === '' && { buildingCode: '请选是哪栋楼' }),
    ...(filledIn(e.text) === undefined && fileIds.length === 0 && { text: '请写几句、拍张照片或说一段话' }),
  }
  return checked.ok && Object.keys(errors).length === 0 ? checked : { ok: false, errors }
}
