import type { InboxItem } from '@doorstep/contract/requests/views'
import { View } from '@tarojs/components'
import { useNow } from '../../platform/api/now'
import type { Pages } from '../../platform/api/query'
import { useElder } from '../../platform/device/elder'
import { Button } from '../../ui/input/button'
import { Card } from '../../ui/layout/card'
import { Chip } from '../../ui/display/chip'
import { cx } from '../../ui/cx'
import { Empty } from '../../ui/layout/empty'
import { lasting, moment } from '../../ui/format'
import { Icon } from '../../ui/display/icon'
import { ListRow } from '../../ui/display/list-row'
import { said } from '../../ui/display/said'
import { dueChip } from '../parts/due-chip'
import styles from './items.module.css'

/** Returns for what a request waits until its time, and afterwards that it has come. */
const stepWords = ({ kind, reason, parked }: NonNullable<InboxItem['step']>): string => {
  const what = kind === 'visit' ? '约好上门' : '等到这一天'
  return `${parked ? what : `到时间了（${what}）`}：${reason}`
}

interface ItemsProps {
  items: readonly InboxItem[]
  of: Pages<'GET /v1/staff/inbox'>
  open: (item: InboxItem) => unknown
  chosen?: InboxItem | undefined
}

/** Returns the line below the title of an item, what asks for something first. */
function lineOf(item: InboxItem, parked: boolean, now: number): string {
  // What a colleague has to answer is nothing that waits for the reader.
  const ordered = item.ordered && (item.mine ? '督办等您回应' : '督办等回应')
  const urged = item.urgedAt !== null && `居民${moment(item.urgedAt, now)} 催过`
  const state = item.kind === 'request' && item.dueAt !== null && !parked && item.stateName
  const waited = lasting('等了', now - Date.parse(item.waitingSince))
  return [ordered, urged, item.step && stepWords(item.step), state, waited, item.context].filter(Boolean).join(' · ')
}

/** Renders the waiting items, two lines each: the title; what asks for something, the state, who and where, with the time left. */
export function Items({ items, of, open, chosen }: ItemsProps) {
  const now = useNow()
  const { elder } = useElder()
  if (items.length === 0) return <Empty icon="check" title="都处理完了" text="有新的消息或诉求会马上出现在这里。" />
  return (
    <>
      <Card>
        {items.map((item) => {
          const parked = item.step?.parked === true
          const end =
            parked && item.step ? (
              <Chip>{moment(item.step.at, now)}</Chip>
            ) : item.dueAt ? (
              dueChip(item.dueAt, now)
            ) : (
              <Chip>{item.stateName}</Chip>
            )
          return (
            <View key={`${item.kind}-${item.id}`} className={cx(styles.item, chosen?.id === item.id && styles.chosen)}>
              <ListRow
                lead={<Icon name={item.kind === 'request' ? 'document' : 'message'} size={20} />}
                title={item.title}
                clip
                line={
                  <View className={cx(styles.below, elder && styles.loose)}>
                    <View className={styles.words}>{lineOf(item, parked, now)}</View>
                    {end}
                  </View>
                }
                onTap={() => open(item)}
                also={said(
                  item.kind === 'request' ? '诉求' : '消息',
                  item.kind === 'conversation' && item.dueAt ? item.stateName : undefined,
                )}
              />
            </View>
          )
        })}
      </Card>
      {of.hasMore && (
        <Button kind="quiet" block busy={of.loadingMore} onTap={of.more}>
          看更多
        </Button>
      )}
    </>
  )
}
