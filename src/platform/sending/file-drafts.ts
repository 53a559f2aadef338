import { asRecord, asText, stored, storedNames } from '../device/storage'

/**
 * The drafts of 提诉求 on the device: one a matter, so that a complaint begun yesterday never becomes part of another one. One that was begun
 * by an earlier version is kept under the code of its category.
 */

const former = 'requests.file'
const prefix = `draft.${former}.`

/** Name of the draft of a matter, or of a conversation the request is made of; of nothing: what versions before 0.4.0 kept. */
export const fileDraftName = (of: string) => (of === '' ? former : `${former}.${of}`)

export interface FileDraft {
  /** Which draft it is, for `fileDraftName`. */
  of: string
  /** The category it is about; empty while none was chosen. */
  categoryCode: string
  /** The words of the draft; empty when it holds a photo or voice note only. */
  text: string
  waiting: boolean
  /** Why it was refused after it was sent, until it is changed; empty otherwise. */
  refused: string
}

/**
 * Moves the one draft that versions before 0.4.0 kept to its category. One without a category stays for the next that is chosen, and one
 * that was sent and waits for network too: the queue removes it under its name.
 */
export function moveFormerDraft(): void {
  const slot = stored(`draft.${former}`, asRecord)
  const form = slot.get()
  const category = asText(form?.categoryCode) ?? ''
  if (form === undefined || form.waiting === true || category === '') return
  const own = stored(`${prefix}${category}`, asRecord)
  if (own.get() === undefined) own.set(form)
  slot.clear()
}

/** Returns the drafts on this device, the newest first; those made of messages belong to their conversation and are left out. */
export function fileDrafts(): FileDraft[] {
  moveFormerDraft()
  const names = storedNames(prefix).sort().reverse()
  return [...names, `draft.${former}`].flatMap((name) => {
    const form = stored(name, asRecord).get()
    if (form === undefined || (asText(form.fromConversation) ?? '') !== '') return []
    const text = asText(form.text)?.trim() ?? ''
    const begun =
      text !== '' || [form.photos, form.chosen, form.voice, form.recording].some((one) => (Array.isArray(one) ? one.length > 0 : one))
    if (!begun) return []
    return {
      of: name.slice(prefix.length),
      categoryCode: asText(form.categoryCode) ?? '',
      text,
      waiting: form.waiting === true,
      refused: asText(form.refused) ?? '',
    }
  })
}

/** Removes a draft: nothing is in it, or it is not wanted any more. */
export const dropFileDraft = (of: string) => stored(`draft.${fileDraftName(of)}`, asRecord).clear()
