import { useState } from 'react'
import { go } from '../../../platform/navigation/navigate'
import { useRead } from '../../../platform/api/query'
import { Button } from '../../../ui/input/button'
import { Empty } from '../../../ui/layout/empty'
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
    >
      {({ rows }) => (
        <>
          {rows.length === 0 && (
            <Empty
              icon="people"
              title="还没有单位"
              text="店铺、公司、学校登记后，可以用单位的名义提诉求，几位联系人一起看进展、补充和评价。"
            />
          )}
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
