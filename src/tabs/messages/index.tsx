import type { Conversation } from '@doorstep/contract/messages'
import { go } from '../../platform/navigation/navigate'
import { readOf } from '../../platform/api/query'
import { Badge } from '../../ui/display/badge'
import { Button } from '../../ui/input/button'
import { Card } from '../../ui/layout/card'
import { shortTime } from '../../ui/format'
import { Icon } from '../../ui/display/icon'
import { ListRow } from '../../ui/display/list-row'
import { Screen } from '../../ui/layout/screen'
import { SignInButton } from '../../parts/sign-in-button'
import { ConversationRow } from './conversation-row'
import { useMessages } from './use-messages'
import { WriteFirst } from './write-first'

const nobody: Conversation[] = []

/** Renders 消息: conversations with the grid's team, and the entry to the notifications. */
export default function MessagesTab() {
  const { door, conversations, latest, unreadNotices, unwritten } = useMessages()
  const of = door.signedIn ? conversations : readOf(nobody)
  return (
    <Screen of={of}>
      {(rows) => (
        <>
          {door.signedIn && (
            <Card>
              <ListRow
                clip
                lead={<Icon name="bell" />}
                title="通知"
                line={latest ? latest.title : '有进展会在这里告诉您'}
                {...(latest && { time: shortTime(latest.at) })}
                quiet={unreadNotices === 0}
                end={<Badge count={unreadNotices} />}
                onTap={() => go('notifications/inbox')}
                also={unreadNotices === 0 ? '没有未读' : undefined}
              />
              {door.me.value?.staff && (
                <ListRow
                  lead={<Icon name="inbox" />}
                  title="工作收件箱"
                  line="居民发给网格的消息和诉求"
                  quiet
                  chevron
                  onTap={() => go('staff/inbox')}
                />
              )}
            </Card>
          )}
          <WriteFirst card={unwritten} gridKnown={door.gridCode !== undefined || !door.known} />
          {rows.length > 0 && (
            <Card>
              {rows.map((row) => (
                <ConversationRow key={row.id} of={row} />
              ))}
            </Card>
          )}
          {conversations.hasMore && (
            <Button kind="quiet" block busy={conversations.loadingMore} onTap={conversations.more}>
              看更早的
            </Button>
          )}
          {!door.signedIn && <SignInButton kind="quiet">以前发过消息，登录找回</SignInButton>}
        </>
      )}
    </Screen>
  )
}
