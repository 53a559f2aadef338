import { followedStateNames } from '@doorstep/contract/requests/following-words'
import { useState } from 'react'
import { useSend } from '../../../platform/api/query'
import { go } from '../../../platform/navigation/navigate'
import { ListRow } from '../../../ui/display/list-row'
import { Words } from '../../../ui/display/words'
import { dayName } from '../../../ui/format'
import { Button } from '../../../ui/input/button'
import { Announce } from '../../../ui/layout/announce'
import { Card } from '../../../ui/layout/card'
import type { Similar } from './use-similar'

interface SimilarCardProps {
  rows: readonly Similar[]
  /** The one that is said to have come back (又坏了); empty for none. */
  againOf: string
  setAgain: (id: string) => void
  /** Opens one by its number, for staff who may. */
  open?: (id: string) => unknown
}

/** Renders that somebody may have filed the same already: to follow it, or to say that what closed has come back. Filing goes on as before. */
export function SimilarCard({ rows, againOf, setAgain, open }: SimilarCardProps) {
  const following = useSend('PUT /v1/requests/{id}/follow', ['GET /v1/followed-requests'])
  const [followed, setFollowed] = useState<readonly string[]>([])
  if (rows.length === 0) return null
  const follow = async ({ id, token }: Similar) => {
    if (token === null) return
    const result = await following.send({ params: { id }, body: { token } })
    if (result.ok) setFollowed((before) => [...before, id])
  }
  const isFollowed = (row: Similar) => row.following || followed.includes(row.id)
  return (
    <Card title="可能有人提过了">
      {rows.map((row) => (
        <ListRow
          key={row.id}
          title={`${row.categoryName} · ${row.place}`}
          line={lineOf(row)}
          end={
            row.yours ? (
              <Button kind="quiet" small label="去看您提的这一件" onTap={() => go('requests/detail', { id: row.id })}>
                去看看
              </Button>
            ) : row.closedOn !== null ? (
              <Button kind="quiet" small onTap={() => setAgain(againOf === row.id ? '' : row.id)}>
                {againOf === row.id ? '不是这一件' : '又坏了'}
              </Button>
            ) : row.number !== null && open ? (
              <Button kind="quiet" small label={`打开 ${row.number}`} onTap={() => open(row.id)}>
                打开
              </Button>
            ) : isFollowed(row) ? (
              <Button kind="quiet" small label="去看跟进的这一件" onTap={() => go('requests/list', { view: 'followed' })}>
                已跟进
              </Button>
            ) : (
              row.token !== null && (
                <Button kind="quiet" small busy={following.sending} onTap={() => follow(row)}>
                  我也遇到
                </Button>
              )
            )
          }
        />
      ))}
      {followed.length > 0 && <Announce seen>已跟进：受理、答复、办结和超时都会告诉您，不用再提交。</Announce>}
      {againOf !== '' && <Announce seen>提交后，办理的人会看到这是又坏了。</Announce>}
      {following.problem && (
        <Announce urgent seen>
          {following.problem.detail}
        </Announce>
      )}
      <Words size={13} tone="third">
        {open ? '还是要登记，接着提交就行。' : '跟进的人只看办到哪一步，不能催办、评价或撤回。想单独提交，接着点提交就行。'}
      </Words>
    </Card>
  )
}

const lineOf = ({ yours, state, filedOn, closedOn, number }: Similar) =>
  [
    number,
    yours && '您提的',
    closedOn === null ? followedStateNames[state] : `${dayName(closedOn)}办结，又坏了？`,
    closedOn === null && `${dayName(filedOn)}提交`,
  ]
    .filter(Boolean)
    .join(' · ')
