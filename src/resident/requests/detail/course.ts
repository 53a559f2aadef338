import type { FileView } from '@doorstep/contract/files'
import type { RequestDetail, TimelineEvent } from '@doorstep/contract/requests/views'
import { openStates } from '@doorstep/contract/requests/words'
import type { Step } from '../../../ui/display/timeline'
import { newestOf } from './newest'

type Course = Pick<RequestDetail, 'state' | 'timeline' | 'text' | 'files'>

/** An event as a step of the timeline, with what was attached to it. */
interface CourseStep extends Omit<Step, 'more'> {
  files: readonly FileView[]
}

/**
 * Returns what has happened, newest first: the last step of an open request is the current one. What the head of the page shows already is
 * named and not repeated; what the requester said when she filed stands at the end, once.
 */
export function courseOf({ state, timeline, text, files }: Course): CourseStep[] {
  const open = openStates.includes(state)
  const shown = newestOf({ state, timeline })?.seq
  const last = timeline[timeline.length - 1]?.seq
  const said = (event: TimelineEvent) =>
    event.did === 'filed' ? { line: text, files } : event.seq === shown ? { line: '', files: [] } : { line: event.text, files: event.files }
  return timeline
    .map((event): CourseStep => ({
      key: String(event.seq),
      title: event.title,
      at: event.at,
      state: open && event.seq === last ? 'now' : 'done',
      ...said(event),
    }))
    .reverse()
}
