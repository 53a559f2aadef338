import { requestMachine } from '@doorstep/contract/requests/machine'
import type { RequestDetail } from '@doorstep/contract/requests/views'
import { go } from '../../../platform/navigation/navigate'
import { Button } from '../../../ui/input/button'
import { sayings, type Saying } from './reply-form'

/** Renders the resident's actions: the one that moves the request on, and adding a comment at any time. */
export function NextActions({ of: r, say }: { of: RequestDetail; say: (how: Saying) => void }) {
  const { actions } = r
  const mayRate = actions.includes('confirm') || actions.includes('reopen')
  const moving = sayings.find((one) => one !== 'comment' && actions.includes(one))
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
