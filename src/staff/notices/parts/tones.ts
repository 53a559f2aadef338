import type { StaffNotice } from '@doorstep/contract/notices'
import type { Tone } from '../../../ui/display/chip'

const tones = { draft: 'plain', review: 'info', published: 'done', withdrawn: 'plain' } as const satisfies Record<
  StaffNotice['state'],
  Tone
>

/** The colour beside a notice's state: what waits for the one who looks stands out. */
export const toneOf = ({ state, as, returnedReason }: StaffNotice): Tone => {
  if (state === 'review' && as.includes('reviewer')) return 'warning'
  return state === 'draft' && returnedReason !== null ? 'warning' : tones[state]
}
