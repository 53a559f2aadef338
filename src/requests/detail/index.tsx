import { useState } from 'react'
import { useParams } from '../../platform/navigate'
import { useRead } from '../../platform/query'
import { Screen } from '../../ui/screen'
import { Course } from './course'
import { Head } from './head'
import { NextActions } from './next-actions'
import { Proof } from './proof'
import { Say, type Saying } from './say'
import { Told } from './told'
import { Withdraw } from './withdraw'

/** One case: by when, what has happened, what happens next, and what the resident can do now. */
export default function RequestDetail() {
  const { id } = useParams('id')
  const request = useRead('GET /v1/requests/{id}', { params: { id } }, { live: true, when: id !== '' })
  const [saying, setSaying] = useState<Saying>()
  const [leaving, setLeaving] = useState(false)
  return (
    <Screen of={request} shape="detail" bar={(r) => !saying && <NextActions of={r} say={setSaying} />}>
      {(r) => (
        <>
          <Head of={r} />
          <Course of={r} />
          {saying && <Say key={saying} how={saying} of={r} done={() => setSaying(undefined)} />}
          <Told of={r} />
          <Proof of={r} withdraw={() => setLeaving(true)} />
          <Withdraw of={r} open={leaving} close={() => setLeaving(false)} />
        </>
      )}
    </Screen>
  )
}
