import { requestMachine } from '@doorstep/contract/requests/machine'
import type { ClockView, RequestDetail } from '@doorstep/contract/requests/views'
import { stateWords, transfers } from '@doorstep/contract/requests/words'
import { View } from '@tarojs/components'
import { useNow } from '../../../platform/api/now'
import { useElder } from '../../../platform/device/elder'
import { canReadAloud } from '../../../platform/device/media/speech'
import { PromisedTime } from '../../../parts/promised-time'
import { isOverdue, nextSays } from '../../../parts/request-next'
import { Chip } from '../../../ui/display/chip'
import { ReadAloud } from '../../../ui/display/read-aloud'
import { Words } from '../../../ui/display/words'
import { moment } from '../../../ui/format'
import { Button } from '../../../ui/input/button'
import { Announce } from '../../../ui/layout/announce'
import { Card } from '../../../ui/layout/card'
import { Stack } from '../../../ui/layout/stack'
import styles from './detail.module.css'
import { newestOf } from './newest'
import { NewestWords } from './newest-words'
import { Extended } from './extended'
import { askedOf, type Saying } from './reply-form'
import { Step } from './step'
import { Transferred } from './transferred'
import { Urge } from './urge'

const waits: readonly ClockView['state'][] = ['running', 'overdue', 'paused']

/** Returns the clock of what she waits for; until it is accepted that is the answer she was promised on the receipt. */
function promiseOf({ clocks }: RequestDetail): ClockView | undefined {
  const running = clocks.filter(({ state }) => waits.includes(state))
  const clock = running.find(({ kind }) => kind !== 'whole')
  return clock?.kind === 'acceptance' ? (running.find(({ kind }) => kind === 'whole') ?? clock) : clock
}

/** Returns whether the promise of a reply that stands was kept, in words; empty where there is none. */
function keptWords({ state, clocks }: RequestDetail): string {
  if (state !== 'replied' && state !== 'closed') return ''
  const answered = clocks.filter(({ kind, stoppedAt }) => (kind === 'handling' || kind === 'rework') && stoppedAt !== null).pop()
  return answered === undefined ? '' : answered.state === 'met' ? '比约定的早' : '比约定的晚'
}

/** Returns the status as sentences to be read aloud: state, promised time, last event, next step. */
function aloud(r: RequestDetail, now: number): string {
  const { name, means } = stateWords[r.state]
  const promise = promiseOf(r)
  const by = promise && promise.state !== 'paused' ? `答复时间是${moment(promise.dueAt, now)} 前` : ''
  const last = newestOf(r) ?? r.timeline[r.timeline.length - 1]
  const said = last && `${moment(last.at, now)}，${last.title}`
  return [r.title, `现在的状态：${name}`, by, said, last?.text, nextSays(r, now) || means].filter(Boolean).join('。')
}

/**
 * Renders the head of a request: the promised time, the largest text of the page, the newest words, and one action where it is hers. The
 * next step is said where the promised time and the newest words do not say it. Of a broken promise that and 催一下 come right below it:
 * in the largest type nothing else is in sight.
 */
export function RequestHead({ of: r, say }: { of: RequestDetail; say: (how: Saying) => void }) {
  const { elder } = useElder()
  const now = useNow()
  const { name, means, tone } = stateWords[r.state]
  const [promise, newest, late] = [promiseOf(r), newestOf(r), isOverdue(r, now)]
  const asked = askedOf(r)
  const urge = <Urge of={r} late={late} now={now} />
  const next = (
    <Words size={15} tone={late ? 'danger' : 'second'}>
      {r.transferred ? '不同意可以申诉一次，由另一个人再看' : nextSays(r, now) || means}
    </Words>
  )
  return (
    <Card>
      <Stack gap={12}>
        <Announce>{r.transferred || r.state === 'withdrawn' ? nextSays(r, now) : `${name}。${means}`}</Announce>
        {promise ? (
          <PromisedTime
            label={`${name} · 答复时间`}
            by={promise.state === 'paused' ? null : promise.dueAt}
            paused={r.state === 'infoNeeded' ? '等您补充' : '先不计时'}
          />
        ) : (
          <View className={styles.state}>
            <Chip tone={tone}>{r.transferred ? `已转到${transfers[r.transferred.to].name}` : name}</Chip>
            <Words size={15} tone="second">
              {newest ? keptWords(r) : moment(r.updatedAt, now)}
            </Words>
          </View>
        )}
        <Extended of={r} />
        {late && urge}
        {late && next}
        {r.together && (
          <Words size={15} tone="second">
            和相近的一件一起办，答复和评价还是您自己的
          </Words>
        )}
        <Transferred of={r} />
        <Step of={r} />
        {newest && <NewestWords of={newest} now={now} />}
        {!late && (!newest || asked !== undefined) && next}
        {asked !== undefined && (
          <Button kind={r.transferred ? 'plain' : 'primary'} block onTap={() => say(asked)}>
            {requestMachine[asked].label}
          </Button>
        )}
        {!late && urge}
        {elder && canReadAloud() && (
          <Stack across>
            <ReadAloud text={aloud(r, now)} />
          </Stack>
        )}
      </Stack>
    </Card>
  )
}
