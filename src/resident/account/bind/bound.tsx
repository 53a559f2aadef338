import type { Home } from '@doorstep/contract/account'
import { go } from '../../../platform/navigation/navigate'
import { useSend } from '../../../platform/api/query'
import { Announce } from '../../../ui/layout/announce'
import { Button } from '../../../ui/input/button'
import { Empty } from '../../../ui/layout/empty'
import { Screen } from '../../../ui/layout/screen'

/** Renders the success page of a binding: the next steps, and with several homes the choice of the one the home tab shows. */
export function Bound({ home, others }: { home: Home; others: boolean }) {
  const { building, label } = home
  const use = useSend('PUT /v1/homes/{id}/current', ['GET /v1/session', 'GET /v1/notices'])
  const show = async () => {
    if (home.current || (await use.send({ params: { id: home.id } })).ok) await go('home')
  }
  const another = others && !home.current
  return (
    <Screen
      bar={
        <>
          {another && <Button onTap={() => go('home')}>先不换</Button>}
          <Button kind="primary" busy={use.sending} onTap={show}>
            {another ? '首页换成这里' : '看我的网格员'}
          </Button>
        </>
      }
    >
      <Empty
        icon="check"
        title={`${label}登记好了`}
        text={`${building.name}，归${building.communityName} · ${building.gridName}。这里的公告和您的办理进展会发到您的通知里。`}
        action={{ text: '看我的住处', onTap: () => go('account/homes') }}
      />
      {use.problem && (
        <Announce urgent seen>
          {use.problem.detail}
        </Announce>
      )}
    </Screen>
  )
}
