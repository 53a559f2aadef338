import { requestMachine } from '@doorstep/contract/requests/machine'
import type { RequestDetail } from '@doorstep/contract/requests/views'
import { ScrollView, View } from '@tarojs/components'
import { useState } from 'react'
import { useNow } from '../../../platform/api/now'
import { ActButtons } from '../../../ui/input/act-buttons'
import { Card } from '../../../ui/layout/card'
import { Stack } from '../../../ui/layout/stack'
import { Timeline } from '../../../ui/display/timeline'
import { Words } from '../../../ui/display/words'
import { stepsOf } from '../../../parts/request-steps'
import { ActForm } from './act-form'
import { actsFor, type StaffAct } from './acts'
import styles from './request-desk.module.css'
import { CallCard } from './call-card'
import { CheckCard } from './check-card'
import { OrderCard } from './order-card'
import { PhoneRating } from './phone-rating'
import { RemedyCard } from './remedy-card'
import { RequestSummary } from './summary'
import { Extensions } from './extensions'
import { Splits } from './splits'
import { Together } from './together'
import { Units } from './units'
import { WhistlesOfRequest } from '../whistles/of-request'
import { Clocks } from './clocks'
import { Submission, Who } from './submission'

/** Renders a request for staff: its text, who, deadlines, timeline; an action's form replaces them while it is written. */
export function RequestDesk({
  of: r,
  doing,
  start,
}: {
  of: RequestDetail
  doing: StaffAct | undefined
  start: (act: StaffAct | undefined) => void
}) {
  const now = useNow()
  if (doing) return <ActForm key={`${doing}-${r.id}`} act={doing} of={r} done={() => start(undefined)} />
  return (
    <>
      <RequestSummary of={r} />
      <OrderCard of={r} answer={() => start('acknowledge')} />
      <Together of={r} />
      <Splits of={r} />
      <CallCard of={r} />
      <PhoneRating of={r} />
      <RemedyCard of={r} />
      <CheckCard of={r} />
      <Submission of={r} />
      <Stack gap={12}>
        <Who of={r} />
        <Clocks of={r} />
        <Extensions of={r} />
        <Units of={r} />
        <WhistlesOfRequest of={r} />
      </Stack>
      <Card title="办理经过">
        <Timeline steps={stepsOf(r, now)} />
      </Card>
      {r.as.length === 1 && r.as[0] === 'supervisor' && (
        <Words size={15} tone="second">
          您在监督这件事：可以看经过和时限，可以留言督促；姓名和电话按规定遮住。
        </Words>
      )}
    </>
  )
}

/** Order of the actions: of those that are possible, the first is the primary one. */
const weight: Record<StaffAct, number> = {
  accept: 1,
  suppliedByPhone: 1,
  reply: 2,
  handle: 3,
  goOn: 4,
  askMore: 4,
  refuse: 5,
  transferOut: 8,
  merge: 7,
  unmerge: 3,
  split: 7,
  unsplit: 8,
  reassign: 6,
  claim: 0,
  grantExtension: 0,
  refuseExtension: 5,
  askExtension: 6,
  recategorise: 6,
  report: 2,
  dispatch: 5,
  decide: 1,
  toHuman: 6,
  endPart: 7,
  dispute: 6,
  comment: 7,
  note: 7,
  correct: 8,
  order: 6,
  acknowledge: 9,
}

/** Renders the actions possible now, as buttons. */
export function RequestButtons({ of: r, start }: { of: RequestDetail; start: (act: StaffAct) => void }) {
  // An order is answered from its card.
  const acts = actsFor(r)
    .filter((act) => act !== 'acknowledge')
    .sort((one, other) => weight[one] - weight[other])
  return (
    <ActButtons acts={acts} labelOf={(act) => requestMachine[act].label} start={start} none="这件事现在不用您做什么" primary={r.myTurn} />
  )
}

/** Renders the request with its own buttons below, always visible while it scrolls, where there is no page bar for them. */
export function RequestDeskWithButtons({ of: r }: { of: RequestDetail }) {
  const [doing, setDoing] = useState<StaffAct>()
  return (
    <View className={styles.desk}>
      <ScrollView key={doing ?? 'case'} className={styles.scroll} scrollY>
        <View className={styles.inside}>
          <RequestDesk of={r} doing={doing} start={setDoing} />
        </View>
      </ScrollView>
      {!doing && (
        <View className={styles.bar}>
          <RequestButtons of={r} start={setDoing} />
        </View>
      )}
    </View>
  )
}
