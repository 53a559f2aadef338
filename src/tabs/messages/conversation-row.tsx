import type { Conversation } from '@doorstep/contract/messages'
import { go } from '../../platform/navigation/navigate'
import { useNow } from '../../platform/api/now'
import { Avatar } from '../../ui/display/avatar'
import { Badge } from '../../ui/display/badge'
import { moment, shortTime } from '../../ui/format'
import { ListRow } from '../../ui/display/list-row'

/** Returns by when the answer comes, for a conversation that waits for one. */
const promised = ({ waitingSince, replyBy }: Conversation, now: number) =>
  waitingSince === null || replyBy === null || Date.parse(replyBy) < now ? undefined : `${moment(replyBy, now)} 前回复您`

/** Renders one conversation: with whom, the last words, what is unread. */
export function ConversationRow({ of }: { of: Conversation }) {
  const { id, withName, grid, lastText, lastAt, unread } = of
  const now = useNow()
  const time = lastAt ? shortTime(lastAt, now) : undefined
  const waits = promised(of, now)
  const line = lastText || '还没有消息'
  return (
    <ListRow
      clip
      lead={<Avatar name={withName} size={44} />}
      title={`${withName} · ${grid.name}`}
      line={unread === 0 && waits ? `${line} · ${waits}` : line}
      {...(time !== undefined && { time })}
      quiet={unread === 0}
      end={unread > 0 && <Badge count={unread} />}
      onTap={() => go('messages/chat', { id })}
      also={unread > 0 ? waits : undefined}
    />
  )
}
