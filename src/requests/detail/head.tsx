import { stateWords } from '@doorstep/contract/request-words'
import type { RequestDetail } from '@doorstep/contract/requests'
import { View } from '@tarojs/components'
import { Announce } from '../../ui/announce'
import { Chip } from '../../ui/chip'
import { PromisedTime } from '../../ui/promised-time'
import { Stack } from '../../ui/stack'
import { Words } from '../../ui/words'

const labels = { acceptance: '受理时间', handling: '答复时间', rework: '重新答复时间', whole: '全程' } as const
const waits = ['running', 'overdue', 'paused']

/** What it is about, its state, and the promised time: the largest thing on the page. */
export function Head({ of: r }: { of: RequestDetail }) {
  const { name, means, tone } = stateWords[r.state]
  const clock = r.clocks.find(({ kind, state }) => kind !== 'whole' && waits.includes(state))
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
      {clock && (
        <PromisedTime
          label={labels[clock.kind]}
          by={clock.pausedAt === null ? clock.dueAt : null}
          from={clock.startedAt}
          paused="等您补充,时钟已暂停"
          note={clock.rule}
        />
      )}
      <Words size={15} tone="second">
        {r.next || means}
      </Words>
    </>
  )
}
