import type { Conversation } from '@doorstep/contract/messages'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { Chat, WhenOpen } from '../../../parts/conversation/chat'
import chat from '../../../parts/conversation/chat.module.css'
import { useNow } from '../../../platform/api/now'
import { useRead, useSend, type Read } from '../../../platform/api/query'
import { Avatar } from '../../../ui/display/avatar'
import { Button } from '../../../ui/input/button'
import { Announce } from '../../../ui/layout/announce'
import { lasting, moment } from '../../../ui/format'
import { Stack } from '../../../ui/layout/stack'
import { dueChip } from '../due-chip'
import { TemplatePicker } from '../template-picker'
import { Propose, type Proposed } from './propose'

type Open = Read<Conversation> & { value: Conversation }

/** Renders who waits, where they live, since when, and by when the team promised to answer. */
function Head({ of: { withName, withPlace, grid, waitingSince, replyBy } }: { of: Conversation }) {
  const now = useNow()
  const place = [withPlace, grid.name].filter(Boolean).join(' · ')
  return (
    <View className={chat.head}>
      <Avatar name={withName} size={40} />
      <View className={chat.headText}>
        <View className={chat.headName}>
          {withName}
          {waitingSince !== null && replyBy !== null && dueChip(replyBy, now)}
        </View>
        <View className={chat.headLine}>
          {place}
          {waitingSince !== null && ` · ${lasting('等了', now - Date.parse(waitingSince))}`}
        </View>
      </View>
    </View>
  )
}

const promisedOf = ({ waitingSince, replyBy, acknowledgedAt = null, waived = null, lastAt }: Conversation, now: number) => {
  if (waitingSince === null || replyBy === null) {
    const isWaived = waived !== null && lastAt !== null && waived.at >= lastAt
    return { text: isWaived ? `${waived.by}看过：无需回复` : '没有等您回复的消息', late: false }
  }
  const late = Date.parse(replyBy) < now
  const said = acknowledgedAt === null ? '' : '居民知道您看到了，还在等答复，'
  return { text: `${said}${late ? '已过约定的回复时间，请尽快回复' : `请在${moment(replyBy, now)} 前回复`}`, late }
}

/** Renders 无需回复 while the resident waits: nothing is said to her, and who said so stays on record. */
function NoReply({ of: { id, waitingSince, lastSeq } }: { of: Conversation }) {
  const waive = useSend('POST /v1/conversations/{id}/waivers', [
    'GET /v1/conversations',
    'GET /v1/conversations/{id}',
    'GET /v1/staff/inbox',
  ])
  if (waitingSince === null) return null
  return (
    <>
      <Button small kind="quiet" busy={waive.sending} onTap={() => waive.send({ params: { id }, body: { seq: lastSeq } })}>
        无需回复
      </Button>
      {waive.problem && (
        <Announce urgent seen>
          {waive.problem.detail}
        </Announce>
      )}
    </>
  )
}

function OpenPanel({ of }: { of: Open }) {
  const now = useNow()
  const [proposing, setProposing] = useState<Proposed>()
  if (proposing) return <Propose conversationId={of.value.id} of={proposing} done={() => setProposing(undefined)} />
  return (
    <Chat
      of={of}
      side="team"
      head={<Head of={of.value} />}
      promised={promisedOf(of.value, now)}
      beside={<NoReply of={of.value} />}
      to={of.value.withName}
      welcome="还没有消息。"
      tools={(put) => (
        <Stack across gap={8}>
          <TemplatePicker use="message" pick={put} />
        </Stack>
      )}
      convert={{ label: '建议转为诉求', go: (seqs, text) => setProposing({ seqs, text }) }}
    />
  )
}

/** Renders the team's side of one conversation, as a page or next to the inbox. */
export function ChatPanel({ id }: { id: string }) {
  const conversation = useRead('GET /v1/conversations/{id}', { params: { id } }, { live: true })
  return <WhenOpen of={conversation}>{(of) => <OpenPanel of={of} />}</WhenOpen>
}
