import { filledIn } from '../../../platform/sending/forms'
import { sharedKinds } from '@doorstep/contract/requests/following-words'
import type { RequestKind } from '@doorstep/contract/requests/case'
import type { Category, FileRequest } from '@doorstep/contract/requests/views'
import * as v from 'valibot'
import { keptIds } from '../../../platform/sending/attachments'
import type { Recording } from '../../../platform/device/media/recorder'
import type { Chosen, Photo } from '../../../platform/sending/photo-uploads'
import { answersOf, type Answers } from '../../../parts/questions'
import { behalfErrors, noBehalf, onBehalfOf, type BehalfDraft } from '../../../parts/behalf/behalf-draft'
import type { KeptVoice } from '../../../ui/input/voice-upload'

/** The form as kept on the device until it is sent. An empty string is a question not answered yet. */
export interface Filing extends BehalfDraft {
  /** The category that was chosen, or agreed to by an answer; empty while one is only suggested. */
  categoryCode: string
  kind: RequestKind | ''
  text: string
  photos: Photo[]
  /** The photos that are not uploaded yet. */
  chosen: Chosen[]
  voice: KeptVoice | null
  /** What was said and is not uploaded yet. */
  recording: Recording | null
  answers: Answers
  buildingCode: string
  buildingName: string
  /** Which of the resident's homes it is about; empty for the current one, or where a building was chosen. */
  homeId: string
  placeDetail: string
  /** The organisation that files it, with its name; empty where the resident does. */
  asOrganisation: string
  organisationName: string
  fromConversation: string
  fromSeqs: number[]
  /** Id of the message that proposed it; empty for one the resident makes of messages alone. */
  fromProposal: string
  /** The request that closed and is said to have come back (又坏了); empty for none. */
  againOf: string
  /** Idempotency key of one logical submit: every retry carries it, so the request is filed once. */
  submission: string
  /** Whether it was sent without network and waits in the offline queue. */
  waiting: boolean
}

export const emptyFiling: Filing = {
  categoryCode: '',
  kind: '',
  text: '',
  photos: [],
  chosen: [],
  voice: null,
  recording: null,
  answers: {},
  buildingCode: '',
  buildingName: '',
  homeId: '',
  placeDetail: '',
  asOrganisation: '',
  organisationName: '',
  ...noBehalf,
  fromConversation: '',
  fromSeqs: [],
  fromProposal: '',
  againOf: '',
  submission: '',
  waiting: false,
}

type Content = Pick<Filing, 'text' | 'photos' | 'chosen' | 'voice' | 'recording'>

/** Whether something was told in a form, besides answers that were tapped. */
export const isWritten = ({ text, photos, chosen, voice, recording }: Content) =>
  text.trim() !== '' || photos.length + chosen.length > 0 || voice !== null || recording !== null

/** Whether there is something to send: what was told, or the messages it is made of. */
export const isTold = (form: Content & Pick<Filing, 'fromConversation'>) => isWritten(form) || form.fromConversation !== ''

/** Whether anything is in a form that would be missed. */
export const isBegun = (form: Content & Pick<Filing, 'answers'>) =>
  isWritten(form) || Object.values(form.answers).some((answer) => answer.length > 0)

const parsedAnswers = v.record(v.string(), v.union([v.string(), v.array(v.string())]))

/** Returns the answers a page was opened with, as JSON; none where they cannot be read. */
export function answersIn(json: string): Answers {
  try {
    return v.parse(parsedAnswers, JSON.parse(json))
  } catch {
    return {}
  }
}

/** Returns what another category changes in a form: everything that was told stays, answers belong to the questions of the one it leaves. */
export const inCategory = ({ categoryCode }: Filing, code: string): Partial<Filing> =>
  categoryCode === code ? {} : { categoryCode: code, kind: '', answers: {} }

/** Returns the request's kind: the chosen one where the category has it, else the one the category is for first. */
export function kindOf(f: Filing, { kinds }: Category): RequestKind {
  const [first = 'help'] = kinds
  return f.kind !== '' && kinds.includes(f.kind) ? f.kind : first
}

/** Whether it is a 举报: confidential, and nobody is remembered by it. */
export const isSecret = (f: Filing, category: Category) => kindOf(f, category) === 'report'

/** Returns the form in the shape of the contract. */
export function requestOf(f: Filing, category: Category): FileRequest {
  const secret = isSecret(f, category)
  const onBehalf = onBehalfOf(f, secret)
  return {
    kind: kindOf(f, category),
    categoryCode: category.code,
    text: f.text,
    fileIds: keptIds(f.photos, f.voice),
    answers: answersOf(f.answers).filter(({ code }) => category.questions.some((question) => question.code === code)),
    buildingCode: filledIn(f.buildingCode),
    homeId: f.forOther ? undefined : filledIn(f.homeId),
    placeDetail: filledIn(f.placeDetail),
    asOrganisation: f.forOther || secret ? undefined : filledIn(f.asOrganisation),
    onBehalf: onBehalf && {
      ...onBehalf,
      home: f.buildingCode === '' ? undefined : { buildingCode: f.buildingCode, unit: filledIn(f.otherUnit), room: filledIn(f.otherRoom) },
    },
    againOf: filledIn(f.againOf),
    fromMessages: f.fromConversation
      ? { conversationId: f.fromConversation, seqs: f.fromSeqs, proposalId: filledIn(f.fromProposal) }
      : undefined,
  }
}

/** Returns what the preview needs: the recipient, the deadline and the visibility depend on it. */
export const previewOf = (f: Filing, category: Category) => {
  const { kind, categoryCode, buildingCode, answers, asOrganisation } = requestOf(f, category)
  return { kind, categoryCode, buildingCode, answers, onBehalf: f.forOther, asOrganisation }
}

/** Returns what similar requests are looked for by; undefined while there are no words, for a kind that is never shared, and where nobody else’s place is told. */
export const similarOf = (f: Filing, category: Category, words: string) => {
  const { kind, categoryCode, buildingCode, homeId } = requestOf(f, category)
  if (words === '' || !sharedKinds.includes(kind) || (f.forOther && buildingCode === undefined)) return undefined
  return { kind, categoryCode, buildingCode, homeId, text: words }
}

/** Returns errors only this form can detect, `homeless` when no home gives the location; the contract's schema validates the rest. */
export function missing(f: Filing, category: Category, homeless: boolean): Record<string, string> {
  const errors = behalfErrors(f, isSecret(f, category))
  if ((homeless || f.forOther) && f.buildingCode === '')
    errors.buildingCode = isSecret(f, category)
      ? '请选事情发生在哪栋楼'
      : f.forOther
        ? '请选他住的楼栋，才知道交给谁办'
        : '请选是哪栋楼，才知道交给哪位网格员'
  return errors
}
