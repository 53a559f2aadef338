import type { RequestDetail } from '@doorstep/contract/requests/views'
import { stateWords } from '@doorstep/contract/requests/words'
import { View } from '@tarojs/components'
import { useNow } from '../../../platform/api/now'
import { useElder } from '../../../platform/device/elder'
import { canReadAloud } from '../../../platform/device/speech'
import { Announce } from '../../../ui/layout/announce'
import { Chip } from '../../../ui/display/chip'
import { moment } from '../../../ui/format'
import { PromisedTime } from '../../../parts/promised-time'
import { nextSays } from '../../../parts/request-next'
import { ReadAloud } from '../../../ui/display/read-aloud'
import { Stack } from '../../../ui/layout/stack'
import { Words } from '../../../ui/display/words'

const labels = { acceptance: '受理时间', handling: '答复时间', rework: '重新答复时间', whole: '答复时间' } as const
const waits = ['running', 'overdue', 'paused']

/** Returns the status as sentences to be read aloud: state, last event, next step. */
function aloud(r: RequestDetail, now: number) {
  const { name, means } = stateWords[r.state]
  const last = r.timeline[r.timeline.length - 1]
  return [r.title, `现在的状态：${name}`, last && `${moment(last.at)}，${last.title}`, last?.text, nextSays(r, now) || means]
    .filter(Boolean)
    .join('。')
}

/** Renders what it is about, its state, and the promised time, the largest text of the page. */
export function RequestSummary({ of: r }: { of: RequestDetail }) {
  const { elder } = useElder()
  const now = useNow()
  const { name, means, tone } = stateWords[r.state]
  const running = r.clocks.filter(({ state }) => waits.includes(state))
  const clock = running.find(({ kind }) => kind !== 'whole')
  // Until it is accepted, the answer she was promised on the receipt is what she waits for.
  const promised = clock?.kind === 'acceptance' ? (running.find(({ kind }) => kind === 'whole') ?? clock) : clock
  return (
    <>
      <View>
        <Stack across gap={8} wraps>
          <Words size={20} bold heading>
            {r.title}
          </Words>
          <Chip tone={tone}>{name}</Chip>
        </Stack>
        <Words size={15} tone="second">
          {r.place} · 编号 {r.number}
        </Words>
        <Announce>{`${name}。${means}`}</Announce>
      </View>
      {promised && (
        <PromisedTime
          label={labels[promised.kind]}
          by={promised.pausedAt === null ? promised.dueAt : null}
          from={promised.startedAt}
          paused="等您补充，这段时间不算"
          note={promised.rule}
        />
      )}
      <Words size={15} tone="second">
        {nextSays(r, now) || means}
      </Words>
      {elder && canReadAloud() && (
        <Stack across>
          <ReadAloud text={aloud(r, now)} />
        </Stack>
      )}
    </>
  )
}
