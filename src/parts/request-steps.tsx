import type { RequestState } from '@doorstep/contract/requests/case'
import type { RequestDetail } from '@doorstep/contract/requests/views'
import { openStates } from '@doorstep/contract/requests/words'
import type { Step } from '../ui/display/timeline'
import { Attached } from './attachments'
import { nextSays } from './request-next'

const isOpen = (state: RequestState) => openStates.includes(state)

/** Returns the timeline as steps: the last event of an open request is the current step, followed by what comes next. */
export function stepsOf(r: RequestDetail, now: number): Step[] {
  const open = isOpen(r.state)
  const done = r.timeline.map((event, i): Step => ({
    key: String(event.seq),
    title: event.title,
    line: event.text,
    at: event.at,
    state: open && i === r.timeline.length - 1 ? 'now' : 'done',
    ...(event.files.length > 0 && { more: <Attached files={event.files} /> }),
  }))
  return open && r.next ? [...done, { key: 'next', title: nextSays(r, now), state: 'next' }] : done
}
