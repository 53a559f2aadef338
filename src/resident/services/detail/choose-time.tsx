import { ruleWords } from '@doorstep/contract/rule-words'
import type { ServiceDetail } from '@doorstep/contract/services/views'
import { View } from '@tarojs/components'
import { useEffect } from 'react'
import { scrollToWrong, wrongField } from '../../../platform/navigation/scrolling'
import { Announce } from '../../../ui/layout/announce'
import { Card } from '../../../ui/layout/card'
import { Choice } from '../../../ui/input/choice'
import { cx } from '../../../ui/cx'
import { moment, span } from '../../../ui/format'
import { NextSteps } from '../../../parts/next-steps'
import { SignInButton } from '../../../parts/sign-in-button'
import { SlotPicker } from '../../../parts/slot-picker'
import { Stack } from '../../../ui/layout/stack'
import { Stepper } from '../../../ui/input/stepper'
import type { SlotsOf } from '../../../parts/use-slots'
import { Words } from '../../../ui/display/words'
import type { Taking } from './use-taking'

const whose = [
  { value: 'me', label: '我自己' },
  { value: 'other', label: '替别人约' },
] as const

interface ChooseTimeProps {
  of: ServiceDetail
  slots: SlotsOf
  taking: Taking
}

/** Renders the choice of day, time and number of seats; a problem with its next steps. */
export function ChooseTime({ of: { way, phone, maxSeats }, slots, taking }: ChooseTimeProps) {
  const { slot, seats, max, atOnce, setSeats, forOther, setForOther, held, waitFor, choose, joined, inLine, problem } = taking
  // The button is at the bottom, so its result is scrolled into view.
  useEffect(() => {
    if (joined ?? problem) scrollToWrong()
  }, [joined, problem])
  return (
    <>
      <Card title={way === 'home' ? '选上门时段' : '选时间'}>
        <SlotPicker of={slots} chosen={slot?.id} onChoose={choose} waits resumes others={forOther} windows={way === 'home'} phone={phone} />
      </Card>
      <View className={cx((joined ?? problem) && wrongField)}>
        {joined && (
          <Card tone="info">
            <Announce seen>
              {`已经${joined.forOther ? '给别人' : ''}候补 ${span(joined.startsAt, joined.endsAt)}，您排在第 ${joined.position} 位。有位置会通知您，请在通知里写的时间前确认。`}
            </Announce>
          </Card>
        )}
        {problem && (
          <Card tone="warning">
            <NextSteps
              problem={problem}
              seats={seats}
              here={{
                otherSlot: (id, places) => (id === undefined ? slots.again() : held(id, places)),
                service: () => choose(undefined),
                joinWaiting: (id) => (id === undefined ? undefined : waitFor(id)),
              }}
            />
            {(problem.code === 'signedOut' || problem.code === 'sessionEnded') && <SignInButton kind="primary">登录</SignInButton>}
          </Card>
        )}
      </View>
      <Card>
        <Stack gap={16}>
          <Choice
            label="给谁约"
            across
            options={whose}
            value={forOther ? 'other' : 'me'}
            onChange={(who) => setForOther(who === 'other')}
          />
          {slot && maxSeats > 1 && way !== 'home' && (
            <Stepper
              label="几个人来"
              value={seats}
              max={max}
              unit="人"
              help={max < atOnce ? `这个时段还剩 ${max} 个位置` : `${forOther ? '替别人' : ''}一次最多约 ${atOnce} 人`}
              onChange={setSeats}
            />
          )}
        </Stack>
      </Card>
      {slot?.state === 'full' && !joined && inLine && (
        <Words size={15} tone="second">
          {`您已经在候补这个时段${inLine.forOther ? '（给别人等的）' : ''}，排在第 ${inLine.position} 位。一有空位就通知您，不想等了可以在“我的预约”里退出。`}
        </Words>
      )}
      {slot?.state === 'full' && !joined && !inLine && (
        <Words size={15} tone="second">
          {`这个时段约满了${slot.waiting > 0 ? `，前面有 ${slot.waiting} 人在候补` : ''}。候补后一有空位就按先后通知您；${ruleWords.offerOpen}。不想等了可以随时退出。`}
        </Words>
      )}
      {slot?.held && (
        <Words size={15} tone="second">
          {`这个位置给您留到 ${moment(slot.held.until)}，还没约好。点“继续填”接着填，填好再确认。`}
        </Words>
      )}
      {slot?.state === 'free' && !slot.held && (
        <Words size={15} tone="second">
          {ruleWords.holdAhead}
        </Words>
      )}
      <Words size={13} tone="third">
        没有合适的时间，可以打电话问。
      </Words>
    </>
  )
}
