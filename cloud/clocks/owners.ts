/** What has clocks, by which room answers for it: `rooms.ts` says what that room does when one rings. */
export type OwnerKind = 'request' | 'part' | 'extension' | 'dispute' | 'order' | 'whistleCall'

export interface Owner {
  kind: OwnerKind
  id: string
}
