import type { Me } from '@doorstep/contract/account'
import { useState } from 'react'
import { setElder, useElder } from '../../platform/device/elder'
import { useMe, useSignedIn } from '../../platform/api/me'
import { go } from '../../platform/navigation/navigate'
import { readOf, type Read } from '../../platform/api/query'
import { signOut } from '../../platform/api/session'
import { Badge } from '../../ui/display/badge'
import { Button } from '../../ui/input/button'
import { Card } from '../../ui/layout/card'
import { ListRow } from '../../ui/display/list-row'
import { Screen } from '../../ui/layout/screen'
import { Sheet } from '../../ui/layout/sheet'
import { SwitchRow } from '../../ui/input/switch-row'
import { Words } from '../../ui/display/words'
import { Feedback } from './feedback'
import { StaffEntrance } from './staff-entrance'
import { useDraftLeft } from './use-draft-left'
import { Homes, Stranger, Who } from './who'

/** Renders the tab of the account: profile, requests, favourites, drafts and settings. */
export default function MeTab() {
  const here = useSignedIn()
  const me = useMe()
  const of: Read<Me | null> = here ? me : readOf(null)
  return (
    <Screen of={of} shape="detail">
      {(who) => (
        <>
          {who ? <Mine me={who} /> : <Stranger />}
          <Looks />
          <Feedback />
          {who && <Leave />}
        </>
      )}
    </Screen>
  )
}

function Mine({ me }: { me: Me }) {
  const { elder } = useElder()
  const draft = useDraftLeft()
  const { inbox } = me.unread
  return (
    <>
      <Who me={me} />
      {me.staff && <StaffEntrance staff={me.staff} />}
      <Card>
        <ListRow title="通知" quiet chevron end={<Badge count={inbox} />} onTap={() => go('notifications/inbox')} />
        <ListRow title="我的诉求" quiet chevron onTap={() => go('requests/list')} />
        <ListRow title="我的预约" quiet chevron onTap={() => go('bookings/list')} />
        <ListRow title="扫码签到、取号" quiet chevron line="到了服务站，扫门口的签到码" onTap={() => go('queue/check-in', { scan: 1 })} />
        {draft !== undefined && (
          <ListRow
            title="没写完的诉求"
            quiet
            chevron
            line={draft.line || '写了一半，接着写'}
            onTap={() => go('requests/file', draft.draft === '' ? {} : { draft: draft.draft })}
          />
        )}
        {!elder && <ListRow title="收藏的公告" quiet chevron onTap={() => go('notices/list', { favourite: 1 })} />}
        <Homes homes={me.homes} />
        {!elder && (
          <ListRow title="我的单位" quiet chevron line="店铺、企业、学校等，用单位的名义提诉求" onTap={() => go('organisations/list')} />
        )}
      </Card>
      {!elder && (
        <Card>
          <ListRow title="登录的设备" quiet chevron onTap={() => go('account/sessions')} />
          {!me.staff && (
            <ListRow title="绑定工作身份" quiet chevron line="网格员、党支部书记等，凭邀请码" onTap={() => go('account/staff-binding')} />
          )}
        </Card>
      )}
    </>
  )
}

function Looks() {
  const { elder } = useElder()
  return (
    <Card>
      <SwitchRow title="长辈版" line="字大、更简单、先用语音" on={elder} onChange={setElder} />
      <ListRow title="称呼、电话和字号" quiet chevron onTap={() => go('account/settings')} />
    </Card>
  )
}

/** Renders signing out, with what stays and what is removed said first. */
function Leave() {
  const [asking, setAsking] = useState(false)
  const [busy, setBusy] = useState(false)
  const leave = async () => {
    setBusy(true)
    await signOut()
    setBusy(false)
    setAsking(false)
  }
  return (
    <>
      <Button block onTap={() => setAsking(true)}>
        退出登录
      </Button>
      <Sheet open={asking} title="退出登录？" onClose={() => setAsking(false)}>
        <Words tone="second">您的诉求和消息都还在，再登录就能看到。这台手机上没写完的草稿会清掉。</Words>
        <Button kind="danger" block busy={busy} onTap={leave}>
          退出登录
        </Button>
        <Button kind="quiet" block onTap={() => setAsking(false)}>
          不退出
        </Button>
      </Sheet>
    </>
  )
}
