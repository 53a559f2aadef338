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

/** Returns the ids among those sent that an answer refused, by their position: the server drops what no form claimed within a day. */
const lostOf = (problem: Problem | undefined, sent: readonly string[]): string[] =>
  (problem?.errors ?? []).flatMap(({ path }) => sent[Number(/^fileIds\.(\d+)$/.exec(path)?.[1])] ?? [])

/**
 * Returns the attachments of a form as they are now, with those marked that an answer refused; undefined when it refused none of what was
 * `sent`. The form may have changed while the answer was awaited: what was added meanwhile stays as it is, what was removed stays away.
 */
export function withLost<P extends Attachment, V extends Attachment>(
  problem: Problem | undefined,
  sent: readonly string[],
  { photos, voice = null }: { photos: readonly P[]; voice?: V | null },
): { photos: P[]; voice: V | null } | undefined {
  const lost = lostOf(problem, sent)
  if (lost.length === 0) return undefined
  const mark = <A extends Attachment>(one: A): A => (lost.includes(one.id) ? { ...one, lost: true } : one)
  return { photos: photos.map(mark), voice: voice && mark(voice) }
}
