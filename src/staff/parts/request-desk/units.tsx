import { endingWords, type DispatchPart } from '@doorstep/contract/dispatch'
import type { RequestDetail } from '@doorstep/contract/requests/views'
import { moment } from '../../../ui/format'
import { Card } from '../../../ui/layout/card'
import { Stack } from '../../../ui/layout/stack'
import { Words } from '../../../ui/display/words'

/** Returns the state of a unit's part in words. */
const stateOf = ({ lead, ended, dueAt, overdue }: DispatchPart) =>
  [ended === null ? (lead ? '主办' : '协办') : endingWords[ended], dueAt === null ? '' : `时限${moment(dueAt)}`, overdue ? '超时' : '']
    .filter(Boolean)
    .join('，')

const decisionWords = { kept: '还归本单位', moved: '改归别的单位' } as const

const decided = ({ decision, reviewer, decideBy, overdue, why }: NonNullable<DispatchPart['dispute']>): string => {
  if (decision !== null) return `${decisionWords[decision]}：${why}`
  const by = decideBy === null ? '' : `，时限${moment(decideBy)}${overdue ? '，超时' : ''}`
  return `等${reviewer || '受理员'}定${by}`
}

/** Renders which units work on a request, why each does, and what they dispute: for the staff only. */
export function Units({ of: { parts } }: { of: RequestDetail }) {
  if (parts.length === 0) return null
  return (
    <Card title="交给哪些单位">
      <Stack gap={12}>
        {parts.map((part) => (
          <Stack key={part.id} gap={4}>
            <Words bold>{`${part.unit.name} · ${stateOf(part)}`}</Words>
            <Words size={15} tone="second">
              {part.reason}
            </Words>
            {part.outside && (
              <Words size={15} tone="warning">
                不在职责清单里：{part.outside}
              </Words>
            )}
            {part.words && (
              <Words size={15}>
                {part.ended === 'reported' ? '回报' : '说明'}：{part.words}
              </Words>
            )}
            {part.dispute && (
              <Words size={15} tone="warning">
                {`说不归本单位管：${part.dispute.reason}。${decided(part.dispute)}`}
              </Words>
            )}
          </Stack>
        ))}
      </Stack>
    </Card>
  )
}
