import { organisationKindNames, organisationStateNames } from '@doorstep/contract/organisation-words'
import { usePages, useSend, type Row } from '../../platform/api/query'
import { useState } from 'react'
import { useReachEnd } from '../../platform/navigation/scrolling'
import { useDraft } from '../../platform/sending/drafts'
import { Chip } from '../../ui/display/chip'
import { Words } from '../../ui/display/words'
import { moment } from '../../ui/format'
import { Button } from '../../ui/input/button'
import { StaffField } from '../parts/fields/staff-field'
import { Announce } from '../../ui/layout/announce'
import { Card } from '../../ui/layout/card'
import { Screen } from '../../ui/layout/screen'
import { Stack } from '../../ui/layout/stack'

type One = Row<'GET /v1/staff/organisations'>
const tones = { registered: 'warning', verified: 'done', refused: 'plain' } as const

/** Renders 驻区单位: the organisations that registered in the grid, those to be checked first. */
export default function Organisations() {
  const list = usePages('GET /v1/staff/organisations', { query: {} })
  useReachEnd(list.more)
  return (
    <Screen of={list} empty={{ when: (rows) => rows.length === 0, icon: 'people', title: '还没有单位登记' }}>
      {(rows) =>
        rows.map((row) => (
          <Card key={row.id}>
            <Stack gap={8}>
              <Stack across gap={8} wraps>
                <Words bold>{row.name}</Words>
                <Chip tone={tones[row.state]}>{organisationStateNames[row.state]}</Chip>
              </Stack>
              <Words size={15} tone="second">
                {[organisationKindNames[row.kind], [row.building.name, row.premises].filter(Boolean).join(' '), moment(row.createdAt)].join(
                  ' · ',
                )}
              </Words>
              {row.contacts.map(({ id, name, position, since }) => (
                <Words key={id}>{`${name}（${position}）${since === null ? '，还没加入' : ''}`}</Words>
              ))}
              {row.answer && (
                <Words size={15} tone="second">
                  答复：{row.answer}
                </Words>
              )}
              {row.state === 'registered' && <Check of={row} />}
            </Stack>
          </Card>
        ))
      }
    </Screen>
  )
}

/** Renders the two answers to whether an organisation is what it says. */
function Check({ of: one }: { of: One }) {
  const decide = useSend('POST /v1/staff/organisations/{id}/decide', ['GET /v1/staff/organisations'])
  const draft = useDraft(`staff.organisation.${one.id}`, { answer: '' })
  const [open, setOpen] = useState(draft.values.answer !== '')
  const say = async (verified: boolean) => {
    const result = await decide.send({ params: { id: one.id }, body: { verified, answer: draft.now().answer } })
    if (result.ok) draft.clear()
  }
  // A form for each of many would weigh more than a page may.
  if (!open)
    return (
      <Button kind="outline" label={`核对${one.name}`} onTap={() => setOpen(true)}>
        核对
      </Button>
    )
  return (
    <Stack gap={16}>
      <StaffField
        readBy="resident"
        label="对联系人说一句"
        optional
        max={200}
        initial={draft.values.answer}
        onText={(answer) => draft.note({ answer })}
      />
      {decide.problem && (
        <Announce urgent seen>
          {decide.problem.detail}
        </Announce>
      )}
      <Stack across>
        <Button block label={`${one.name}不属实`} busy={decide.sending} onTap={() => say(false)}>
          不属实
        </Button>
        <Button block kind="outline" label={`${one.name}属实`} busy={decide.sending} onTap={() => say(true)}>
          属实
        </Button>
      </Stack>
    </Stack>
  )
}
