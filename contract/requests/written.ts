import type { RequestAction } from './machine'

/** Who reads what staff write, as each field of theirs says it. */
export const readers = { resident: '居民看得到', staff: '内部，居民看不到' } as const

type Reader = keyof typeof readers

/**
 * Who reads the words of each action on a request, once for both sides: the field says it to whoever writes, and of words for the staff the
 * requester sees nothing, in the timeline, the export and the notifications, those kept by earlier versions included.
 */
export const wordsFor: Record<RequestAction, Reader> = {
  accept: 'resident',
  askMore: 'resident',
  supply: 'resident',
  suppliedByPhone: 'resident',
  goOn: 'resident',
  correct: 'resident',
  refuse: 'resident',
  contest: 'resident',
  handle: 'resident',
  reply: 'resident',
  confirm: 'resident',
  reopen: 'resident',
  notSolved: 'resident',
  takeBack: 'resident',
  rateWorse: 'resident',
  rateBetter: 'resident',
  findUntrue: 'resident',
  selfClose: 'resident',
  checkFailed: 'staff',
  closeUnrated: 'resident',
  withdraw: 'resident',
  comment: 'resident',
  note: 'staff',
  urge: 'resident',
  confirmVisit: 'resident',
  moveVisit: 'resident',
  reassign: 'staff',
  transferOut: 'resident',
  claim: 'resident',
  dispatch: 'staff',
  toHuman: 'staff',
  dispute: 'staff',
  decide: 'staff',
  report: 'staff',
  endPart: 'staff',
  // Read once it is granted, with the new time.
  askExtension: 'resident',
  grantExtension: 'resident',
  refuseExtension: 'staff',
  recategorise: 'resident',
  order: 'staff',
  acknowledge: 'staff',
  merge: 'staff',
  unmerge: 'staff',
  split: 'resident',
  unsplit: 'resident',
}
