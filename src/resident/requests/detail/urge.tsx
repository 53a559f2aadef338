import { requestMachine } from '@doorstep/contract/requests/machine'
import type { RequestDetail } from '@doorstep/contract/requests/views'
import { useSend } from '../../../platform/api/query'
import { Words } from '../../../ui/display/words'
import { moment } from '../../../ui/format'
import { Button } from '../../../ui/input/button'
import { Announce } from '../../../ui/layout/announce'

/** Returns when it was urged and who has seen that, in words. */
function urgedSays({ at, seen }: NonNullable<RequestDetail['urged']>, now: number): string {
  const urged = `您${moment(at, now)} 催过`
  return seen === null ? urged : `${urged}，${seen.by}${moment(seen.at, now)} 看到`
}

/** Renders 催一下 while it may be done, red once a promise is broken; afterwards when it was, and who has seen it. */
export function Urge({ of: r, late, now }: { of: RequestDetail; late: boolean; now: number }) {
  const urge = useSend('POST /v1/requests/{id}/urge', ['GET /v1/requests'])
  return (
    <>
      {r.urged && (
        <Words size={15} tone="second">
          {urgedSays(r.urged, now)}
        </Words>
      )}
      {r.furtherActions.includes('urge') && (
        <Button
          kind={late ? 'primary' : 'plain'}
          icon="bell"
          block
          busy={urge.sending}
          onTap={() => urge.send({ params: { id: r.id }, body: {} })}
        >
          {requestMachine.urge.label}
        </Button>
      )}
      {urge.problem && (
        <Announce urgent seen>
          {urge.problem.detail}
        </Announce>
      )}
      <Announce>{urge.problem === undefined && r.urged ? urgedSays(r.urged, now) : ''}</Announce>
    </>
  )
}
