import { noticeShown, noticeStateNames, type StaffNotice } from '@doorstep/contract/notices'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { useParams } from '../../../platform/navigation/navigate'
import { useRead } from '../../../platform/api/query'
import { Card } from '../../../ui/layout/card'
import { Chip } from '../../../ui/display/chip'
import { moment } from '../../../ui/format'
import { PhotoGrid } from '../../../ui/display/photo-grid'
import { Screen } from '../../../ui/layout/screen'
import { Stack } from '../../../ui/layout/stack'
import { Words } from '../../../ui/display/words'
import { toneOf } from '../parts/tones'
import { Actions, actsOf, type Reasoned } from './actions'
import { ReasonForm } from './reason-form'

/** Returns the state and what comes next, in one sentence. */
const nextOf: Record<StaffNotice['state'], (of: StaffNotice) => string> = {
  draft: () => '提交后由另一位同志审核，通过才会发出',
  review: ({ as, reaches }) => `等${as.includes('reviewer') ? '您' : '另一位同志'}审核，通过后马上发给 ${reaches} 人`,
  published: ({ publishedAt, reviewer }) => `${publishedAt ? moment(publishedAt) : ''} 发布${reviewer ? `，${reviewer}审核` : ''}`,
  withdrawn: () => '居民看到的是“已撤回”和原因',
}

function Reach({ of }: { of: StaffNotice }) {
  const areas = of.audience.map(({ name }) => name).join('、')
  return (
    <Card tone={of.reaches === 0 ? 'warning' : 'info'}>
      <Words size={15} tone="second">
        {noticeShown[of.state] ? '送达范围' : '将送达'}
      </Words>
      <Words size={24} bold>
        {of.reaches} 人
      </Words>
      <Words size={15}>家登记在{areas}的居民</Words>
      {of.reaches === 0 && <Words size={15}>这里还没有人登记住处，没有登记的人可以在公告栏看到。</Words>}
    </Card>
  )
}

const told = ({ state, returnedReason, withdrawnReason }: StaffNotice) => {
  if (state === 'withdrawn' && withdrawnReason !== null) return { title: '撤回原因', text: withdrawnReason }
  if (state === 'draft' && returnedReason !== null) return { title: '审核时退回', text: returnedReason }
  return undefined
}

/** Renders a notice as residents will read it, whom it reaches, and the actions of its writer or reviewer. */
export default function ReviewNotice() {
  const { id } = useParams('id')
  const notice = useRead('GET /v1/staff/notices/{id}', { params: { id } }, { live: true })
  const [writing, setWriting] = useState<Reasoned>()
  return (
    <Screen of={notice} shape="detail" bar={(n) => !writing && actsOf(n).length > 0 && <Actions of={n} ask={setWriting} />}>
      {(n) => {
        const reason = told(n)
        return (
          <>
            <Stack across gap={8} wraps>
              <Chip tone={toneOf(n)}>{noticeStateNames[n.state]}</Chip>
              <Words size={15} tone="second">
                {nextOf[n.state](n)}
              </Words>
            </Stack>
            {reason && (
              <Card tone="warning">
                <Words bold>{reason.title}</Words>
                <Words size={15}>{reason.text}</Words>
              </Card>
            )}
            {writing && <ReasonForm key={writing} act={writing} of={n} done={() => setWriting(undefined)} />}
            <Reach of={n} />
            <Card>
              <Stack gap={12}>
                <View>
                  <Words size={20} bold heading>
                    {n.title}
                  </Words>
                  <Words size={15} tone="second">
                    {n.branch.name} · {n.author}写于 {moment(n.updatedAt)}
                  </Words>
                </View>
                <Words asWritten>{n.text}</Words>
                <PhotoGrid files={n.photos} />
              </Stack>
            </Card>
          </>
        )
      }}
    </Screen>
  )
}
