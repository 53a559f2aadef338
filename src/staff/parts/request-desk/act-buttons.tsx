import { requestMachine } from '@doorstep/contract/requests/machine'
import type { RequestDetail } from '@doorstep/contract/requests/views'
import { ActButtons as Buttons } from '../../../ui/input/act-buttons'
import { actsFor, type StaffAct } from './acts'

/** Which action moves a case on most: the first of these that is possible is the primary one. */
const weight: readonly StaffAct[] = ['accept', 'reply', 'handle', 'askMore', 'refuse', 'reassign', 'comment']

/** The buttons the machine allows on a case. */
export function ActButtons({ of: r, start }: { of: RequestDetail; start: (act: StaffAct) => void }) {
  const possible = actsFor(r)
  const acts = weight.filter((act) => possible.includes(act))
  return <Buttons acts={acts} labelOf={(act) => requestMachine[act].label} start={start} none="这件事现在不用您做什么" />
}
