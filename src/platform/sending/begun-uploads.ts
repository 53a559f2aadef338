import { unusedHours } from '@doorstep/contract/rules'
import { hourMs } from '@doorstep/contract/time-words'
import { newId } from '../api/ids'
import { serverNow } from '../api/server-clock'
import { asNumber, asRecord, asText, stored } from '../device/storage'

/** An upload in parts that was begun on this device. */
interface Begun {
  /** Key of its opening: sent again, it opens the same one. */
  key: string
  /** Its id, once the API told it. */
  id?: string
  at: number
}

const asBegun = (raw: unknown): Begun | undefined => {
  const [at, key, id] = [asNumber(asRecord(raw)?.at), asText(asRecord(raw)?.key), asText(asRecord(raw)?.id)]
  return at === undefined || key === undefined ? undefined : { at, key, ...(id !== undefined && { id }) }
}

/** Those that the API still has, by the name of their file. */
const slot = stored('upload.begun', (raw) => {
  const all = Object.entries(asRecord(raw) ?? {}).flatMap(([name, one]) => {
    const begun = asBegun(one)
    return begun !== undefined && serverNow() - begun.at < unusedHours * hourMs ? [[name, begun] as const] : []
  })
  return Object.fromEntries(all)
})

/** Returns the upload of a file: the one begun before, also before the app was closed, or a new one. */
export function begunUpload(name: string): Begun {
  const all = slot.get() ?? {}
  const begun = all[name] ?? { key: newId(), at: serverNow() }
  slot.set({ ...all, [name]: begun })
  return begun
}

/** Stores the id the API gave to the upload of a file. */
export const keepUploadId = (name: string, id: string) => slot.set({ ...slot.get(), [name]: { ...begunUpload(name), id } })

/** Forgets the upload of a file: it is finished, or the API has it no more. */
export const forgetUpload = (name: string) => slot.set(Object.fromEntries(Object.entries(slot.get() ?? {}).filter(([one]) => one !== name)))
