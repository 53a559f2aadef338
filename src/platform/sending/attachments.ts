import type { Problem } from '../api/result'

/** What a draft holds of an uploaded file. */
export interface Attachment {
  id: string
  /** The server has dropped it since: a draft waited longer than a day. It is shown so, and not sent. */
  lost?: boolean
}

/** Returns the attachments that can still be sent, in order. */
export const stillKept = <A extends Attachment>(all: readonly A[]): A[] => all.filter(({ lost }) => !lost)

/** Returns the ids to send: the photos, then the voice note. */
export const keptIds = (photos: readonly Attachment[], voice: Attachment | null = null): string[] =>
  stillKept([...photos, ...(voice ? [voice] : [])]).map(({ id }) => id)

/** Returns the positions of the attachments an answer refused: the server drops what no form claimed within a day. */
const lostFiles = (problem: Problem | undefined): number[] =>
  (problem?.errors ?? []).flatMap(({ path }) => {
    const at = /^fileIds\.(\d+)$/.exec(path)?.[1]
    return at === undefined ? [] : [Number(at)]
  })

/**
 * Returns the attachments of a form with those marked that an answer refused, by their position in `keptIds`; undefined when it refused
 * none of them.
 */
export function withLost<P extends Attachment, V extends Attachment>(
  problem: Problem | undefined,
  photos: readonly P[],
  voice: V | null = null,
): { photos: P[]; voice: V | null } | undefined {
  const lost = lostFiles(problem)
  if (lost.length === 0) return undefined
  const sent = keptIds(photos, voice)
  const mark = <A extends Attachment>(one: A): A => (lost.includes(sent.indexOf(one.id)) ? { ...one, lost: true } : one)
  return { photos: photos.map(mark), voice: voice && mark(voice) }
}
