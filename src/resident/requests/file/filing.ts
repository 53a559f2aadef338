import { filledIn } from '../../../platform/sending/forms'
import type { RequestKind } from '@doorstep/contract/requests/machine'
import type { Category, FileRequest } from '@doorstep/contract/requests/views'
import type { Photo } from '../../../platform/sending/photo-uploads'
import { noBehalf, type BehalfDraft } from '../../../parts/behalf'
import type { KeptVoice } from '../../../ui/input/voice-field'

/** The form as it is kept on the device until it is sent. Empty texts are questions not answered yet. */
export interface Filing extends BehalfDraft {
  step: 'category' | 'tell' | 'confirm'
  categoryCode: string
  kind: RequestKind | ''
  text: string
  photos: Photo[]
  voice: KeptVoice | null
  answers: Record<string, string | string[]>
  buildingCode: string
  buildingName: string
  placeDetail: string
  fromConversation: string
  fromSeqs: number[]
  /** One logical submit: every try of it carries this key, so the request is filed once. */
  submission: string
  /** Sent without network: goes out by itself when it is back. */
  waiting: boolean
}

export const emptyFiling: Filing = {
  step: 'category',
  categoryCode: '',
  kind: '',
  text: '',
  photos: [],
  voice: null,
  answers: {},
  buildingCode: '',
  buildingName: '',
  placeDetail: '',
  ...noBehalf,
  fromConversation: '',
  fromSeqs: [],
  submission: '',
  waiting: false,
}

/** A request made of messages has a draft of its own: it must not mix with one begun before. */
export const draftName = (conversationId: string) => (conversationId === '' ? 'requests.file' : `requests.file.${conversationId}`)

const answered = (answers: Filing['answers']) =>
  Object.entries(answers)
    .filter(([, value]) => value.length > 0)
    .map(([code, value]) => ({ code, value }))

/** What kind it is: the chosen one where the category has it, its only one without a question; undefined while it is open. */
export function kindOf(f: Filing, { kinds }: Category): RequestKind | undefined {
  const [only, ...others] = kinds
  if (others.length === 0) return only
  return f.kind !== '' && kinds.includes(f.kind) ? f.kind : undefined
}

/** The form as the contract wants it. */
export function requestOf(f: Filing, category: Category): FileRequest {
  return {
    kind: kindOf(f, category) ?? 'help',
    categoryCode: f.categoryCode,
    text: f.text,
    fileIds: [...f.photos.map(({ id }) => id), ...(f.voice ? [f.voice.id] : [])],
    answers: answered(f.answers),
    buildingCode: filledIn(f.buildingCode),
    placeDetail: filledIn(f.placeDetail),
    onBehalf: f.forOther
      ? {
          name: f.otherName,
          phone: filledIn(f.otherPhone),
          relation: f.otherRelation,
          consent: { how: f.consentHow === '' ? 'inPerson' : f.consentHow },
        }
      : undefined,
    fromMessages: f.fromConversation ? { conversationId: f.fromConversation, seqs: f.fromSeqs } : undefined,
  }
}

/** What the preview needs to say who gets it, by when and who sees what. */
export const previewOf = (f: Filing, category: Category) => {
  const { kind, categoryCode, buildingCode, answers } = requestOf(f, category)
  return { kind, categoryCode, buildingCode, answers, onBehalf: f.forOther }
}

/** What only this form can know to be missing, `homeless` when no home says where it is; the rest is the contract's to say. */
export function missing(f: Filing, category: Category, homeless: boolean): Record<string, string> {
  const errors: Record<string, string> = {}
  if (homeless && f.buildingCode === '') errors.buildingCode = '请选是哪栋楼，才知道交给哪位网格员'
  if (!kindOf(f, category)) errors.kind = '请选一个'
  if (f.forOther && f.consentHow === '') errors['onBehalf.consent.how'] = '请选本人是怎样同意的'
  return errors
}
