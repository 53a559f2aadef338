import { requestMachine } from '@doorstep/contract/requests/machine'
import type { RequestDetail } from '@doorstep/contract/requests/views'
import { go } from '../../../platform/navigation/navigate'
import { Button } from '../../../ui/input/button'
import type { Saying } from './reply-form'

/** What the resident can do now: the one thing that moves the case on, and a word at any time. */
export function NextActions({ of: r, say }: { of: RequestDetail; say: (how: Saying) => void }) {
  const { actions } = r
  const mayRate = actions.includes('confirm') || actions.includes('reopen')
  const moving: Saying | undefined = actions.includes('supply') ? 'supply' : actions.includes('contest') ? 'contest' : undefined
  return (
    <>
      {actions.includes('comment') && (
        <Button icon="edit" onTap={() => say('comment')}>
          留言
        </Button>
      )}
      {mayRate && (
        <Button kind="primary" icon="star" onTap={() => go('ratings/rate', { id: r.id })}>
          评价
        </Button>
      )}
      {moving && (
        <Button kind="primary" onTap={() => say(moving)}>
          {requestMachine[moving].label}
        </Button>
      )}
    </>
  )
}
