import { useState } from 'react'
import { go } from '../../../platform/navigation/navigate'
import { useRead } from '../../../platform/api/query'
import { Button } from '../../../ui/input/button'
import { Screen } from '../../../ui/layout/screen'
import { Join } from './join'
import { OrganisationCard } from './organisation-card'

/** Renders 我的单位: the organisations the resident acts for, their contacts, and two ways to another. */
export default function Organisations() {
  const mine = useRead('GET /v1/organisations', {})
  const [joining, setJoining] = useState(false)
  return (
    <Screen
      of={mine}
      bar={() => (
        <Button kind="primary" icon="plus" onTap={() => go('organisations/register')}>
          登记单位
        </Button>
      )}
      empty={{
        when: () => false,
        icon: 'people',
        title: '还没有单位',
      }}
    >
      {({ rows }) => (
        <>
          {rows.map((one) => (
            <OrganisationCard key={one.id} of={one} />
          ))}
          <Button kind="quiet" block onTap={() => setJoining(true)}>
            有邀请码，加入单位
          </Button>
          <Join open={joining} onClose={() => setJoining(false)} />
        </>
      )}
    </Screen>
  )
}
