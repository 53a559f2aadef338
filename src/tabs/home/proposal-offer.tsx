import type { OpenProposal } from '@doorstep/contract/underway'
import { NextSteps } from '../../parts/next-steps'
import { useConfirm } from '../../parts/behalf/proposal'
import { Proposed } from '../../parts/behalf/proposed'
import { go } from '../../platform/navigation/navigate'
import { Words } from '../../ui/display/words'
import { Button } from '../../ui/input/button'
import { Card } from '../../ui/layout/card'
import { Stack } from '../../ui/layout/stack'

interface ProposalOfferProps {
  of: OpenProposal
  decline: () => void
}

/** Renders what the grid member has filled in for somebody, on their home page until they answer it. */
export function ProposalOffer({ of: { conversationId, message }, decline }: ProposalOfferProps) {
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
