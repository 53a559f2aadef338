import type { RequestDetail } from '@doorstep/contract/requests/views'
import { channelNames, kindNames, promisedWords, stateWords } from '@doorstep/contract/requests/words'
import { View } from '@tarojs/components'
import { useNow } from '../../../platform/api/now'
import { Chip } from '../../../ui/display/chip'
import { Stack } from '../../../ui/layout/stack'
import { Words } from '../../../ui/display/words'
import { moment } from '../../../ui/format'
import { dueChip } from '../due-chip'

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
        <Chip tone={tone}>{name}</Chip>
        {r.promisedAt && (promisedWords[r.state] === null ? <Chip>暂不计时</Chip> : dueChip(r.promisedAt, now))}
        {r.urged && <Chip tone="warning">{`居民${moment(r.urged.at)} 催过`}</Chip>}
        {r.rework > 0 && <Chip tone="warning">{`第 ${r.rework} 次重办`}</Chip>}
      </Stack>
      <Words size={15} tone="second">
        {r.number} · {kindNames[r.kind]} · {r.categoryName} · {r.place}
      </Words>
      {(r.channel !== 'app' || r.outside !== null) && (
        <Words size={15} tone="second">
          {[channelNames[r.channel], r.outside && `编号 ${r.outside.number}`, `${moment(r.happenedAt, now)} 说的`]
            .filter(Boolean)
            .join(' · ')}
        </Words>
      )}
    </View>
  )
}
