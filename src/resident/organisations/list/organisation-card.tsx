import { organisationKindNames, organisationStateNames } from '@doorstep/contract/organisation-words'
import type { Organisation } from '@doorstep/contract/organisations'
import { useState } from 'react'
import { useSend } from '../../../platform/api/query'
import { Chip } from '../../../ui/display/chip'
import { ListRow } from '../../../ui/display/list-row'
import { Words } from '../../../ui/display/words'
import { Button } from '../../../ui/input/button'
import { Announce } from '../../../ui/layout/announce'
import { Card } from '../../../ui/layout/card'
import { Sheet } from '../../../ui/layout/sheet'
import { Stack } from '../../../ui/layout/stack'
import { Invite } from './invite'

const tones = { registered: 'warning', verified: 'done', refused: 'danger' } as const
type Contact = Organisation['contacts'][number]

/** Renders an organisation of the resident's: what it is, whether it is checked, who else acts for it. */
export function OrganisationCard({ of: one }: { of: Organisation }) {
  const [inviting, setInviting] = useState(false)
  const [ending, setEnding] = useState<Contact>()
  return (
    <Card>
      <Stack gap={8}>
        <Stack across gap={8} wraps>
          <Words size={20} bold heading>
            {one.name}
          </Words>
          <Chip tone={tones[one.state]}>{organisationStateNames[one.state]}</Chip>
        </Stack>
        <Words size={15} tone="second">
          {[organisationKindNames[one.kind], [one.building.name, one.premises].filter(Boolean).join(' ')].join(' · ')}
        </Words>
        {one.answer && <Words>网格员说：{one.answer}</Words>}
        <Words size={15} tone="second">
          用单位的名义提的诉求，下面每位联系人都看得到、都能补充和评价。
        </Words>
        {one.contacts.map((contact) => (
          <ListRow
            key={contact.id}
            quiet
            title={contact.mine ? `${contact.name}（您）` : contact.name}
            line={contact.since === null ? `${contact.position} · 邀请码还没用` : contact.position}
            end={
              <Button kind="quiet" small label={contact.mine ? `退出${one.name}` : `移走${contact.name}`} onTap={() => setEnding(contact)}>
                {contact.mine ? '退出' : '移走'}
              </Button>
            }
          />
        ))}
        {one.state !== 'refused' && (
          <Button kind="outline" small label={`给${one.name}加一位联系人`} onTap={() => setInviting(true)}>
            加一位联系人
          </Button>
        )}
      </Stack>
      {inviting && <Invite to={one} onClose={() => setInviting(false)} />}
      <End contact={ending} of={one} onClose={() => setEnding(undefined)} />
    </Card>
  )
}

/** Renders the confirmation before a contact is ended, with what follows. */
function End({ contact, of: one, onClose }: { contact: Contact | undefined; of: Organisation; onClose: () => void }) {
  const end = useSend('DELETE /v1/organisation-contacts/{id}', ['GET /v1/organisations', 'GET /v1/requests', 'GET /v1/underway'])
  if (!contact) return null
  const who = contact.mine ? '您' : contact.name
  const submit = async () => {
    if ((await end.send({ params: { id: contact.id } })).ok) onClose()
  }
  return (
    <Sheet open title={contact.mine ? `退出“${one.name}”？` : `移走${contact.name}？`} onClose={onClose}>
      <Words tone="second">{`${who}以后看不到这个单位的诉求，也收不到进展。正在办的照常办。`}</Words>
      {end.problem && (
        <Announce urgent seen>
          {end.problem.detail}
        </Announce>
      )}
      <Button kind="danger" block busy={end.sending} onTap={submit}>
        {contact.mine ? '退出' : '移走'}
      </Button>
      <Button kind="quiet" block onTap={onClose}>
        先不
      </Button>
    </Sheet>
  )
}
