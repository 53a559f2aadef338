import type { InboxRow } from '@doorstep/contract/notifications'
import { usePages, useSend } from '../../../platform/api/query'
import { useReachEnd } from '../../../platform/navigation/scrolling'
import { Button } from '../../../ui/input/button'
import { Card } from '../../../ui/layout/card'
import { Chip } from '../../../ui/display/chip'
import { shortTime } from '../../../ui/format'
import { Icon } from '../../../ui/display/icon'
import { ListRow } from '../../../ui/display/list-row'
import { Screen } from '../../../ui/layout/screen'
import { iconOf, openTarget } from './target'

/** Renders 通知: every notification of the account, newest first; opening one marks it as read. */
export default function Inbox() {
  const inbox = usePages('GET /v1/inbox', { query: {} }, { live: true })
  const mark = useSend('POST /v1/inbox/read', ['GET /v1/inbox', 'GET /v1/session'])
  useReachEnd(inbox.more)
  const unread = inbox.first?.unread ?? 0
  const open = async (row: InboxRow) => {
    if (!row.read) void mark.send({ body: { ids: [row.id] } })
    if (row.target) await openTarget(row.target)
  }
  return (
    <Screen
      of={inbox}
      empty={{
        when: (rows) => rows.length === 0,
        icon: 'bell',
        title: '还没有通知',
        text: '有人回复您、诉求有进展、时间有变化，都会在这里告诉您。',
      }}
      bar={(rows) =>
        unread > 0 && (
          <Button busy={mark.sending} onTap={() => mark.send({ body: { upTo: rows[0]?.id } })}>
            全部标为已读
          </Button>
        )
      }
    >
      {(rows) => (
        <>
          <Card>
            {rows.map((row) => (
              <ListRow
                key={row.id}
                lead={<Icon name={iconOf(row.kind)} />}
                title={row.title}
                line={row.text}
                time={shortTime(row.at)}
                quiet={row.read}
                end={!row.read && <Chip tone="info">未读</Chip>}
                onTap={() => open(row)}
              />
            ))}
          </Card>
          {inbox.hasMore && (
            <Button kind="quiet" block busy={inbox.loadingMore} onTap={inbox.more}>
              看更早的
            </Button>
          )}
        </>
      )}
    </Screen>
  )
}
