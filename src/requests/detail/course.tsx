import { openStates, type RequestDetail, type RequestState } from '@doorstep/contract/requests'
import { Card } from '../../ui/card'
import { Timeline, type Step } from '../../ui/timeline'
import { Attached } from '../parts/attached'

const isOpen = (state: RequestState) => (openStates as readonly RequestState[]).includes(state)

/** The timeline as steps: the last event of an open case is now, and one line says what comes. */
export function stepsOf(r: RequestDetail): Step[] {
  const open = isOpen(r.state)
  const done = r.timeline.map((event, i): Step => ({
    key: String(event.seq),
    title: event.title,
    line: event.text,
    at: event.at,
    state: open && i === r.timeline.length - 1 ? 'now' : 'done',
    ...(event.files.length > 0 && { more: <Attached files={event.files} /> }),
  }))
  return open && r.next ? [...done, { key: 'next', title: r.next, state: 'next' }] : done
}

/** 办理经过: who did what, when, and what happens next. */
export function Course({ of: r }: { of: RequestDetail }) {
  return (
    <Card title="办理经过">
      <Timeline steps={stepsOf(r)} />
    </Card>
  )
}
