import { asRecord, asText, stored, storedNames } from '../device/storage'

/** The drafts of 提诉求 on the device: one a category, so that a complaint begun yesterday never becomes part of another matter. */

const former = 'requests.file'
const prefix = `draft.${former}.`

/** Name of the draft of a category, or of a conversation the request is made of; of nothing: of a matter without a category yet. */
export const fileDraftName = (of: string) => (of === '' ? former : `${former}.${of}`)

export interface FileDraft {
  categoryCode: string
  /** The words of the draft; empty when it holds a photo or voice note only. */
  text: string
  waiting: boolean
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

/** Returns the drafts on this device, in no order; those made of messages belong to their conversation and are left out. */
export function fileDrafts(): FileDraft[] {
  moveFormerDraft()
  return [`draft.${former}`, ...storedNames(prefix)].flatMap((name) => {
    const form = stored(name, asRecord).get()
    const categoryCode = asText(form?.categoryCode) ?? ''
    if (form === undefined || ![`draft.${former}`, `${prefix}${categoryCode}`].includes(name)) return []
    const begun = asText(form.text)?.trim() || [form.photos, form.voice].some((one) => (Array.isArray(one) ? one.length > 0 : one))
    if (!begun) return []
    return { categoryCode, text: asText(form.text)?.trim() ?? '', waiting: form.waiting === true }
  })
}

/** Removes the draft of a category, because its content went along into another. */
export const dropFileDraft = (of: string) => stored(`draft.${fileDraftName(of)}`, asRecord).clear()
