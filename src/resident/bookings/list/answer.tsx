import { hourMs } from '@doorstep/contract/time-words'
import { View } from '@tarojs/components'
import type { Problem } from '../../../platform/api/result'
import { Announce } from '../../../ui/layout/announce'
import { Button } from '../../../ui/input/button'
import { Card } from '../../../ui/layout/card'
import { Chip } from '../../../ui/display/chip'
import { leftWords, useTimeLeft } from '../../../parts/booking/countdown'
import { moment, span, timeLeft } from '../../../ui/format'
import { Stack } from '../../../ui/layout/stack'
import { Words } from '../../../ui/display/words'
import styles from './answer.module.css'

interface AnswerProps {
  /** Title: `有位置了`, `位置给您留着`. */
  title: string
  service: string
  startsAt: string
  endsAt: string
  place: string
  /** Until when the seat is held; null when the API does not say. */
  until: string | null
  /** What happens without an answer. */
  after: string
  yes: () => unknown
  no: { text: string; onTap: () => unknown; busy: boolean }
  problem: Problem | undefined
  /** Whether it is the first: a page has one primary button. */
  first: boolean
}

/** Renders a seat held for a limited time; the deadline is the largest text on it. */
export function Answer({ title, service, startsAt, endsAt, place, until, after, yes, no, problem, first }: AnswerProps) {
  const left = useTimeLeft(until)
  const over = until !== null && left <= 0
  return (
    <Card tone="warning">
      <Stack gap={8}>
        <View className={styles.head}>
          <View>{title}</View>
          {until !== null && !over && (
            <Chip tone="warning" onTint>
              {left < hourMs ? leftWords(left, until) : timeLeft(until)}
            </Chip>
          )}
        </View>
        {until !== null && <View className={styles.until}>{over ? '时间已经过了' : `${moment(until)} 前确认`}</View>}
        <View>
          <Words bold>{service}</Words>
          <Words size={15} tone="second">
            {span(startsAt, endsAt)}
          </Words>
          <Words size={15} tone="second">
            {place}
          </Words>
        </View>
        <Words size={15} tone="second">
          {over ? '位置已经让出，可以再约或再候补。' : after}
        </Words>
        {problem && (
          <Announce urgent seen>
            {problem.detail}
          </Announce>
        )}
        {!over && (
          <Stack across>
            <Button block busy={no.busy} onTap={no.onTap} label={`${no.text}：${service}`}>
              {no.text}
            </Button>
            <Button block kind={first ? 'primary' : 'outline'} onTap={yes} label={`确认：${service}`}>
              确认
            </Button>
          </Stack>
        )}
      </Stack>
    </Card>
  )
}
