import type { PersonActedFor } from '@doorstep/contract/account'
import { nameKey, phoneKey } from '@doorstep/contract/people/names-and-phones'
import type { consentWays, OnBehalf } from '@doorstep/contract/people/on-behalf'
import type { Problem } from '../../platform/api/result'
import { stillKept } from '../../platform/sending/attachments'
import { filledIn } from '../../platform/sending/forms'
import type { Recording } from '../../platform/device/media/recorder'
import type { Chosen, Photo } from '../../platform/sending/photo-uploads'
import type { KeptVoice } from '../../ui/input/voice-upload'

export type ConsentHow = (typeof consentWays)[number]

/** The part of a form's draft about the person it is for. An empty string is a question not answered yet. */
export interface BehalfDraft extends Record<string, unknown> {
  forOther: boolean
  /** The remembered person it is; empty for somebody new. */
  personId: string
  /** What that person was remembered by and how they agreed; null for somebody new. */
  remembered: { name: string; phone: string; how: ConsentHow } | null
  otherName: string
  otherPhone: string
  otherRelation: string
  otherUnit: string
  otherRoom: string
  consentHow: ConsentHow | ''
  consentVoice: KeptVoice | null
  consentRecording: Recording | null
  consentPhotos: Photo[]
  consentChosen: Chosen[]
}

export const noBehalf: BehalfDraft = {
  forOther: false,
  personId: '',
  remembered: null,
  otherName: '',
  otherPhone: '',
  otherRelation: '',
  otherUnit: '',
  otherRoom: '',
  consentHow: '',
  consentVoice: null,
  consentRecording: null,
  consentPhotos: [],
  consentChosen: [],
}

/** Returns the fields of a remembered person, each as if it had been filled in. */
export const fieldsOf = ({ id, name, phone, relation, home, consent: { how } }: PersonActedFor) => ({
  personId: id,
  remembered: { name, phone: phone ?? '', how },
  otherName: name,
  otherPhone: phone ?? '',
  otherRelation: relation,
  otherUnit: home?.unit ?? '',
  otherRoom: home?.room ?? '',
  consentHow: how,
})

const phoneKeyOf = (phone: string) => (phone.trim() === '' ? '' : phoneKey(phone))

/** Returns whether the consent that a remembered person gave counts for what is filled in: another name, phone or way needs one of its own. */
const consentStands = ({ personId, remembered, otherName, otherPhone, consentHow }: BehalfDraft) =>
  personId !== '' &&
  remembered !== null &&
  nameKey(otherName) === nameKey(remembered.name) &&
  phoneKeyOf(otherPhone) === phoneKeyOf(remembered.phone) &&
  consentHow === remembered.how

/** Returns what proves the consent: a recording or a photo; null where none is needed. With `once` no earlier consent counts. */
export const evidenceNeeded = (b: BehalfDraft, once = false): 'voice' | 'photo' | null =>
  !once && consentStands(b) ? null : b.consentHow === 'voice' ? 'voice' : b.consentHow === 'written' ? 'photo' : null

function evidenceOf(b: BehalfDraft, once: boolean): string | undefined {
  const needed = evidenceNeeded(b, once)
  if (needed === null) return undefined
  const [kept] = stillKept(needed === 'photo' ? b.consentPhotos : b.consentVoice === null ? [] : [b.consentVoice])
  return kept?.id
}

/** Returns whom it is for, in the shape of the contract but for the home; undefined for oneself. */
export function onBehalfOf(b: BehalfDraft, once = false): Omit<OnBehalf, 'home'> | undefined {
  if (!b.forOther) return undefined
  const fileId = evidenceOf(b, once)
  return {
    personId: filledIn(b.personId),
    name: b.otherName,
    phone: filledIn(b.otherPhone),
    relation: b.otherRelation,
    consent: { how: b.consentHow === '' ? 'inPerson' : b.consentHow, ...(fileId !== undefined && { fileId }) },
  }
}

const proof = 'onBehalf.consent.fileId'

/** Returns errors that only the form can detect: the way of consent, and its proof. */
export function behalfErrors(b: BehalfDraft, once = false): Record<string, string> {
  if (!b.forOther) return {}
  if (b.consentHow === '') return { 'onBehalf.consent.how': '请选本人是怎样同意的' }
  const needed = evidenceNeeded(b, once)
  if (needed === null || evidenceOf(b, once) !== undefined) return {}
  return { [proof]: needed === 'voice' ? '请录一段本人说同意的话，录不了就选别的方式' : '请拍下字据，拍不了就选别的方式' }
}

/**
 * Returns what a refusal changes about whom it is for: a proof that the server has dropped is marked, and a consent that does not count any
 * more is asked for as somebody new's. Undefined when it was about something else.
 */
export function consentRefused(
  { code, errors = [] }: Problem,
  sent: string | undefined,
  now: BehalfDraft,
): Partial<BehalfDraft> | undefined {
  if (code === 'consentNeeded') return { personId: '', remembered: null }
  if (sent === undefined || !errors.some(({ path }) => path === proof)) return undefined
  const mark = <A extends { id: string }>(one: A): A => (one.id === sent ? { ...one, lost: true } : one)
  return { consentPhotos: now.consentPhotos.map(mark), consentVoice: now.consentVoice && mark(now.consentVoice) }
}
