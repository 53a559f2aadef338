import { ruleWords } from '@doorstep/contract/rule-words'
import { homesPerAccount } from '@doorstep/contract/rules'
import type { Home } from '@doorstep/contract/account'
import { useState } from 'react'
import { go } from '../../../platform/navigation/navigate'
import { useRead } from '../../../platform/api/query'
import { Button } from '../../../ui/input/button'
import { Screen } from '../../../ui/layout/screen'
import { HomeCard } from './home-card'
import { RemoveHome } from './remove-home'

/** Renders the resident's homes: which one the home tab shows; change, remove, add. */
export default function Homes() {
  const me = useRead('GET /v1/session', {})
  const [removing, setRemoving] = useState<Home>()
  return (
    <Screen
      of={me}
      empty={{
        when: ({ homes }) => homes.length === 0,
        icon: 'door',
        title: '还没有登记住处',
        text: '登记后，才知道您的事交给哪位网格员，公告也只发给住在那里的人。',
        action: { text: '找我家的楼', onTap: () => go('grids/find'), primary: true },
      }}
      bar={({ homes }) =>
        homes.length > 0 && (
          <Button
            kind="primary"
            icon="plus"
            {...(homes.length >= homesPerAccount && { why: ruleWords.homesFull })}
            onTap={() => go('grids/find')}
          >
            再登记一个
          </Button>
        )
      }
    >
      {({ homes }) => (
        <>
          {homes.map((home) => (
            <HomeCard key={home.id} home={home} onRemove={() => setRemoving(home)} />
          ))}
          <RemoveHome home={removing} onClose={() => setRemoving(undefined)} />
        </>
      )}
    </Screen>
  )
}
