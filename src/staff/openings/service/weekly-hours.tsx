import { hoursWhenShut } from '@doorstep/contract/openings/rule-faults'
import type { StaffService } from '@doorstep/contract/openings/views'
import { useState } from 'react'
import type { Draft } from '../../../platform/sending/drafts'
import { Announce } from '../../../ui/layout/announce'
import { Button } from '../../../ui/input/button'
import { Card } from '../../../ui/layout/card'
import { dayName } from '../../../ui/format'
import { ListRow } from '../../../ui/display/list-row'
import { Sheet } from '../../../ui/layout/sheet'
import { Stack } from '../../../ui/layout/stack'
import { Words } from '../../../ui/display/words'
import { ExceptionForm } from '../parts/exception-form'
import { OpeningForm } from '../parts/opening-form'
import { exceptionSays, hoursSay, seasonSays, weekdaysSay, weeklyOf } from '../parts/openings'
import type { RulesDraft } from '../parts/rules-draft'

const put = <T,>(list: readonly T[], at: number, one: T) =>
  at < list.length ? list.map((old, i) => (i === at ? one : old)) : [...list, one]
const without = <T,>(list: readonly T[], at: number) => list.filter((_, index) => index !== at)

/** Renders 每周开放: weekdays with the same hours are one line, edited by a tap. */
export function WeeklyLines({ draft, error, of }: { draft: Draft<RulesDraft>; error: string | undefined; of: StaffService }) {
  const [at, setAt] = useState<number>()
  const { openings } = draft.values
  // A home visit does not depend on the venue's opening hours.
  const shut = of.way === 'home' ? [] : hoursWhenShut(weeklyOf(openings), of.venueHours)
  const close = () => setAt(undefined)
  const change = (to: RulesDraft['openings']) => {
    draft.set({ openings: to })
    close()
  }
  return (
    <Card title="每周开放">
      <Stack>
        {openings.length === 0 && <Words tone="second">还没有开放时间，居民约不了。</Words>}
        {openings.length > 0 && (
          <Stack gap={4}>
            {openings.map((line, index) => (
              <ListRow
                key={`${line.weekdays.join('')}${line.from}${line.fromDay ?? ''}`}
                title={weekdaysSay(line.weekdays)}
                line={[hoursSay(line), seasonSays(line)].filter(Boolean).join(' · ')}
                chevron
                onTap={() => setAt(index)}
              />
            ))}
          </Stack>
        )}
        {shut.length > 0 && (
          <Words size={15} tone="second">
            {shut.join('、')}不在{of.venue.name}的开门时间里（{of.venue.hoursSays}）。确实这时候办就不用改。
          </Words>
        )}
        {error !== undefined && (
          <Announce urgent seen>
            {error}
          </Announce>
        )}
        <Button block icon="plus" onTap={() => setAt(openings.length)}>
          加开放时间
        </Button>
      </Stack>
      <Sheet open={at !== undefined} title="开放时间" onClose={close}>
        {at !== undefined && (
          <OpeningForm
            of={openings[at]}
            save={(line) => change(put(openings, at, line))}
            remove={at < openings.length ? () => change(without(openings, at)) : undefined}
          />
        )}
      </Sheet>
    </Card>
  )
}

/** Renders 个别日子: days that differ from their weekday. */
export function ExceptionLines({ draft, error }: { draft: Draft<RulesDraft>; error: string | undefined }) {
  const [at, setAt] = useState<number>()
  const { exceptions } = draft.values
  const close = () => setAt(undefined)
  const change = (to: RulesDraft['exceptions']) => {
    draft.set({ exceptions: [...to].sort((a, b) => (a.day < b.day ? -1 : 1)) })
    close()
  }
  return (
    <Card title="个别日子">
      <Stack>
        <Words size={15} tone="second">
          和平常不一样的日子。法定节假日和调休不用填，系统按国家安排来。
        </Words>
        {exceptions.length > 0 && (
          <Stack gap={4}>
            {exceptions.map((one, index) => (
              <ListRow
                key={`${one.day}${one.reason}`}
                title={dayName(one.day)}
                line={`${exceptionSays(one)} · ${one.reason}`}
                chevron
                onTap={() => setAt(index)}
              />
            ))}
          </Stack>
        )}
        {error !== undefined && (
          <Announce urgent seen>
            {error}
          </Announce>
        )}
        <Button block icon="plus" onTap={() => setAt(exceptions.length)}>
          加一天
        </Button>
      </Stack>
      <Sheet open={at !== undefined} title="个别日子" onClose={close}>
        {at !== undefined && (
          <ExceptionForm
            of={exceptions[at]}
            save={(one) => change(put(exceptions, at, one))}
            remove={at < exceptions.length ? () => change(without(exceptions, at)) : undefined}
          />
        )}
      </Sheet>
    </Card>
  )
}
