import type { GridCard } from '@doorstep/contract/grids'
import { useRead } from '../../platform/api/query'
import { asText, stored } from '../../platform/device/storage'
import { go } from '../../platform/navigation/navigate'
import { useState } from 'react'
import { NextSteps } from '../../parts/next-steps'
import { openProposal, useConfirm } from '../../parts/proposal'
import { Proposed } from '../../parts/proposed'
import type { Message } from '@doorstep/contract/messages'
import { Button } from '../../ui/input/button'
import { Card } from '../../ui/layout/card'
import { Stack } from '../../ui/layout/stack'
import { Words } from '../../ui/display/words'

/** The proposal that was not wanted, by its message: only the last one is offered. In the conversation it can still be filed. */
const putAway = stored('home.declined', asText)

/** Renders what the grid member has filled in for somebody, on their home page until they answer it. */
export function ProposalOffer({ grid }: { grid: GridCard }) {
  const conversations = useRead('GET /v1/conversations', {}, { live: true })
  const talk = conversations.value?.rows.find((one) => one.grid.code === grid.code)
  const messages = useRead(
    'GET /v1/conversations/{id}/messages',
    { params: { id: talk?.id ?? '' }, query: {} },
    { when: talk !== undefined && talk.lastSeq > 0, live: true },
  )
  const offered = openProposal(messages.value?.rows ?? [])
  const [put, setPut] = useState(putAway.get)
  const decline = (id: string) => {
    putAway.set(id)
    setPut(id)
  }
  return talk && offered && offered.id !== put ? (
    <Offer message={offered} conversationId={talk.id} decline={() => decline(offered.id)} />
  ) : null
}

function Offer({ message, conversationId, decline }: { message: Message; conversationId: string; decline: () => void }) {
  const { confirm, sending, problem } = useConfirm(conversationId, message)
  return (
    <Card tone="info" title={`${message.name}替您填好了，请看一看`}>
      <Stack>
        <Words asWritten>{message.proposal?.text ?? message.text}</Words>
        <Proposed proposal={message.proposal} />
        <Button kind="primary" block busy={sending} onTap={confirm}>
          确认并提交
        </Button>
        <Button block onTap={() => go('messages/chat', { id: conversationId })}>
          {`先跟${message.name}说`}
        </Button>
        <Button block kind="quiet" onTap={decline}>
          不用了
        </Button>
        <NextSteps problem={problem} />
      </Stack>
    </Card>
  )
}
