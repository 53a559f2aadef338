import { badReasons, isBad } from '@doorstep/contract/ratings'
import type { RequestDetail } from '@doorstep/contract/requests/views'
import { useState } from 'react'
import type { Send } from '../../platform/api/query'
import { Chips } from '../../ui/input/chips'
import { FieldBlock } from '../../ui/input/field'
import { AddWords } from './add-words'
import { AgainSheet } from './again-row'
import { Faces } from './faces'

type Rating = NonNullable<RequestDetail['rated']>

interface AddToRatingProps {
  of: RequestDetail
  rating: Rating
  add: Send<'POST /v1/requests/{id}/ratings/add'>
}

const yesNo = (yes: string, no: string) => [
  { value: 'yes' as const, label: yes },
  { value: 'no' as const, label: no },
]

/** Renders what a rating does not say yet, all of it optional: each answer is sent by its tap, the words by a button. */
export function AddToRating({ of: r, rating, add }: AddToRatingProps) {
  const params = { id: r.id }
  const [asking, setAsking] = useState(false)
  const solve = (solved: boolean) => add.send({ params, body: { solved } })
  // 没解决 reopens what a good face closed: she reads that first.
  const reopens = r.state === 'closed'
  return (
    <>
      {rating.satisfied === null && (
        <FieldBlock label="您满意吗" optional>
          <Faces label="您满意吗，点一个就行" onTap={(satisfied) => add.send({ params, body: { satisfied } })} />
        </FieldBlock>
      )}
      {rating.contacted === null && (
        <FieldBlock label="办理的人联系过您吗" optional>
          <Chips
            label="办理的人联系过您吗"
            options={yesNo('联系过', '没有')}
            onChoose={(said) => add.send({ params, body: { contacted: said === 'yes' } })}
          />
        </FieldBlock>
      )}
      {rating.solved === null && (
        <FieldBlock label="问题解决了吗" optional>
          <Chips
            label="问题解决了吗"
            options={yesNo('解决了', '没解决')}
            onChoose={(said) => (said === 'no' && reopens ? setAsking(true) : solve(said === 'yes'))}
          />
        </FieldBlock>
      )}
      <AgainSheet open={asking} close={() => setAsking(false)} secret={r.anonymous} onYes={() => solve(false)} />
      <AddWords
        name={`ratings.add.${r.id}`}
        rating={rating}
        reasons={badReasons}
        bad={isBad(rating)}
        asksFiles={isBad(rating) && rating.files.length === 0}
        send={(body) => add.send({ params, body })}
        sending={add.sending}
        problem={add.problem}
      />
    </>
  )
}
