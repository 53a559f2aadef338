import { badLevel } from '@doorstep/contract/rules'
import { ruleWords } from '@doorstep/contract/rule-words'
import type { BookingDetail } from '@doorstep/contract/bookings/views'
import { levelName } from '@doorstep/contract/ratings'
import { Card } from '../../../ui/layout/card'
import { Stack } from '../../../ui/layout/stack'
import { Words } from '../../../ui/display/words'

/** Renders why it was cancelled by staff, the rating and its answer. */
export function Outcome({ of: b }: { of: BookingDetail }) {
  return (
    <>
      {b.reason !== null && !b.next.includes(b.reason) && (
        <Card title="原因" tone="warning">
          <Words asWritten>{b.reason}</Words>
        </Card>
      )}
      {b.rating !== null && (
        <Card title="您的评价">
          <Stack gap={8}>
            <Words>{levelName(b.rating.satisfied)}</Words>
            {b.rating.text !== '' && (
              <Words size={15} tone="second" asWritten>
                {b.rating.text}
              </Words>
            )}
            {b.rating.answer !== null ? (
              <Words asWritten>答复：{b.rating.answer}</Words>
            ) : (
              b.rating.satisfied <= badLevel && (
                <Words size={15} tone="second">
                  {`${ruleWords.badRatingAnswered}。`}
                </Words>
              )
            )}
          </Stack>
        </Card>
      )}
    </>
  )
}

/** Renders the booker's note for the staff. */
export function Note({ of: { note } }: { of: BookingDetail }) {
  if (note === '') return null
  return (
    <Card title="您的备注">
      <Words size={15} tone="second" asWritten>
        {note}
      </Words>
    </Card>
  )
}
