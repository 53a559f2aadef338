import type { RequestDetail } from '@doorstep/contract/requests/views'
import { ScrollView, View } from '@tarojs/components'
import { useState } from 'react'
import { Card } from '../../../ui/layout/card'
import { Stack } from '../../../ui/layout/stack'
import { Timeline } from '../../../ui/display/timeline'
import { Words } from '../../../ui/display/words'
import { stepsOf } from '../../../parts/request-steps'
import { ActForm } from './act-form'
import type { StaffAct } from './acts'
import { ActButtons } from './act-buttons'
import styles from './request-desk.module.css'
import { CaseSummary } from './summary'
import { Clocks } from './clocks'
import { Submission, Who } from './submission'

/** A case on the desk: what was said, who, the clocks, what happened; an action takes its place while it is written. */
export function CaseDesk({
  of: r,
  doing,
  start,
}: {
  of: RequestDetail
  doing: StaffAct | undefined
  start: (act: StaffAct | undefined) => void
}) {
  if (doing) return <ActForm key={`${doing}-${r.id}`} act={doing} of={r} done={() => start(undefined)} />
  return (
    <>
      <CaseSummary of={r} />
      <Submission of={r} />
      <Stack gap={12}>
        <Who of={r} />
        <Clocks of={r} />
      </Stack>
      <Card title="办理经过">
        <Timeline steps={stepsOf(r)} />
      </Card>
      {r.as.length === 1 && r.as[0] === 'supervisor' && (
        <Words size={15} tone="second">
          您在监督这件事：可以看经过和时钟，可以留言督促；姓名和电话按规定遮住。
        </Words>
      )}
    </>
  )
}

/** The desk with its own buttons below, always in sight while the case scrolls: where there is no page bar to put them in. */
export function CaseDeskWithButtons({ of: r }: { of: RequestDetail }) {
  const [doing, setDoing] = useState<StaffAct>()
  return (
    <View className={styles.desk}>
      <ScrollView key={doing ?? 'case'} className={styles.scroll} scrollY>
        <View className={styles.inside}>
          <CaseDesk of={r} doing={doing} start={setDoing} />
        </View>
      </ScrollView>
      {!doing && (
        <View className={styles.bar}>
          <ActButtons of={r} start={setDoing} />
        </View>
      )}
    </View>
  )
}
