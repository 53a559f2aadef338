import { requestMachine } from '@doorstep/contract/requests/machine'
import type { RequestDetail } from '@doorstep/contract/requests/views'
import { Button } from '../../../ui/input/button'
import { sayings, type Saying } from './reply-form'

/** Renders the resident's actions: the one that moves the request on (rating it is on the page), and adding a comment at any time. */
export function NextActions({ of: r, say }: { of: RequestDetail; say: (how: Saying) => void }) {
  const { actions } = r
  const moving = sayings.find((one) => one !== 'comment' && actions.includes(one))
  return (
    <>
      {actions.includes('comment') && (
        <Button icon="edit" onTap={() => say('comment')}>
          留言
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
