import type { StaffNotice } from '@doorstep/contract/notices'
import type { Tone } from '../../../ui/display/chip'

const tones = { draft: 'plain', review: 'info', published: 'done', withdrawn: 'plain' } as const satisfies Record<
  StaffNotice['state'],
  Tone
>

/** Returns the colour of a notice's state: those waiting for the viewer stand out. */
export const toneOf = ({ state, as, returnedReason }: StaffNotice): Tone => {
  if (state === 'review' && as.includes('reviewer')) return 'warning'
  return state === 'draft' && returnedReason !== null ? 'warning' : tones[state]
}
