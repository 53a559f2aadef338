import { ruleWords } from '@doorstep/contract/rule-words'
import { promisedWords, stateWords } from '@doorstep/contract/requests/words'
import { useState } from 'react'
import { go, useParams } from '../../../platform/navigation/navigate'
import { useNow } from '../../../platform/api/now'
import { usePages } from '../../../platform/api/query'
import { useReachEnd } from '../../../platform/navigation/scrolling'
import { Button } from '../../../ui/input/button'
import { Chips } from '../../../ui/input/chips'
import { Card } from '../../../ui/layout/card'
import { Chip } from '../../../ui/display/chip'
import { ListRow } from '../../../ui/display/list-row'
import { Screen } from '../../../ui/layout/screen'
import { Tabs } from '../../../ui/layout/tabs'
import { ways, type Way } from '../../parts/channels'
import { dueChip } from '../../parts/due-chip'

const views = [
  { value: 'mine', label: '我在办' },
  { value: 'open', label: '未办结' },
  { value: 'overdue', label: '已超时' },
  { value: 'calls', label: '要打电话' },
  { value: 'verify', label: '待回访' },
  { value: 'done', label: '已办结' },
] as const
type View = (typeof views)[number]['value']
const isView = (value: string): value is View => views.some((view) => view.value === value)

/** Renders the requests of the caller's area: theirs, open, late, done. */
export default function StaffRequests() {
  const opened = useParams('view').view
  const now = useNow()
  const [view, setView] = useState<View>(isView(opened) ? opened : 'open')
  const [channel, setChannel] = useState<Way>('')
  const query = { side: 'team' as const, view, ...(channel !== '' && { channel }) }
  const cases = usePages('GET /v1/requests', { query }, { live: true })
  useReachEnd(cases.more)
  return (
    <Screen
      of={cases}
      head={
        <>
          <Tabs label="看哪些诉求" options={views} value={view} onChange={setView} />
          <Chips label="怎样来的" options={ways} value={channel} onChoose={setChannel} />
        </>
      }
      empty={{
        when: (rows) => rows.length === 0,
        icon: 'check',
        title: '这里没有诉求',
        text: view === 'verify' ? ruleWords.verifyHint : '换一栏看看。',
      }}
    >
      {(rows) => (
        <>
          <Card>
            {rows.map((row) => {
              const { name, tone } = stateWords[row.state]
              const due = promisedWords[row.state] === null ? null : row.promisedAt
              return (
                <ListRow
                  key={row.id}
                  title={row.title}
                  line={`${row.place} · ${row.number}`}
                  end={due === null ? <Chip tone={tone}>{name}</Chip> : dueChip(due, now)}
                  onTap={() => go('staff/requests/detail', { id: row.id })}
                  also={due === null ? undefined : name}
                />
              )
            })}
          </Card>
          {cases.hasMore && (
            <Button kind="quiet" block busy={cases.loadingMore} onTap={cases.more}>
              看更多
            </Button>
          )}
        </>
      )}
    </Screen>
  )
}
