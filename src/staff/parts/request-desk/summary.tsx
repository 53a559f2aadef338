import type { RequestDetail } from '@doorstep/contract/requests/views'
import { channelNames, kindNames, promisedWords, stateWords, transfers } from '@doorstep/contract/requests/words'
import { View } from '@tarojs/components'
import { useNow } from '../../../platform/api/now'
import { Chip } from '../../../ui/display/chip'
import { Stack } from '../../../ui/layout/stack'
import { Words } from '../../../ui/display/words'
import { dayName, moment } from '../../../ui/format'
import { dueChip } from '../due-chip'

/** Returns the dated next step in a few words, with what the resident said to it. */
const stepChip = ({ kind, at, asked, confirmedAt }: NonNullable<RequestDetail['step']>, now: number): string =>
  [
    kind === 'visit' ? `${moment(at, now)} 上门` : `等到${moment(at, now)}`,
    asked !== null ? '居民想换时间' : confirmedAt !== null ? '居民说可以' : '',
  ]
    .filter(Boolean)
    .join('，')

/** Renders what it is about, its number, its state and the time left. */
export function RequestSummary({ of: r }: { of: RequestDetail }) {
  const { name, tone } = stateWords[r.state]
  const now = useNow()
  return (
    <View>
      <Stack across gap={8} wraps>
        <Words size={20} bold heading>
          {r.title}
        </Words>
        <Chip tone={tone}>{r.transferred ? `已转到${transfers[r.transferred.to].name}` : name}</Chip>
        {r.promisedAt && (promisedWords[r.state] === null ? <Chip>暂不计时</Chip> : dueChip(r.promisedAt, now))}
        {r.urged && <Chip tone="warning">{`居民${moment(r.urged.at)} 催过`}</Chip>}
        {r.step && <Chip tone={r.step.broken ? 'danger' : 'info'}>{stepChip(r.step, now)}</Chip>}
        {r.brokenSteps > 0 && <Chip tone="warning">{`约好没做到 ${r.brokenSteps} 次`}</Chip>}
        {r.followers > 0 && <Chip tone="warning">{`${r.followers} 人也遇到`}</Chip>}
        {r.rework > 0 && <Chip tone="warning">{`第 ${r.rework} 次重办`}</Chip>}
      </Stack>
      <Words size={15} tone="second">
        {r.number} · {kindNames[r.kind]} · {r.categoryName} · {r.place}
      </Words>
      <Words size={15} tone="second">
        {[
          `渠道：${channelNames[r.channel]}`,
          r.outside && `编号 ${r.outside.number}`,
          (r.channel !== 'app' || r.outside !== null) && `${moment(r.happenedAt, now)} 说的`,
        ]
          .filter(Boolean)
          .join(' · ')}
      </Words>
      {r.again && (
        <Words size={15} tone="second">
          {`提的人说又坏了，上一件 ${r.again.number}${r.again.closedOn === null ? '' : `，${dayName(r.again.closedOn, now)}办结`}`}
        </Words>
      )}
    </View>
  )
}
