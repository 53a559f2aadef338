import { useMe, useSignedIn } from '../../../platform/api/me'
import { readOf, type Read } from '../../../platform/api/query'
import type { Me } from '@doorstep/contract/account'
import { Screen } from '../../../ui/layout/screen'
import { Look } from './look'
import { People } from './people'
import { Profile } from './profile'
import { Sixty } from './sixty'

/** Renders the settings: name, phone and text size. Text size needs no account. */
export default function Settings() {
  const here = useSignedIn()
  const me = useMe()
  const of: Read<Me | null> = here ? me : readOf(null)
  return (
    <Screen of={of} shape="form">
      {(who) => (
        <>
          <Look />
          {who && <Sixty me={who} />}
          {who && <Profile me={who} />}
          {who && <People />}
        </>
      )}
    </Screen>
  )
}
