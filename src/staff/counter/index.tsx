import { ticketMachine } from '@doorstep/contract/queue/machine'
import type { Counter, StaffTicket } from '@doorstep/contract/queue/views'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { useOnline } from '../../platform/device/network'
import { useParams } from '../../platform/navigation/navigate'
import { useRead } from '../../platform/api/query'
import { isOffline } from '../../platform/api/result'
import { useWide } from '../../platform/device/wide'
import { Announce } from '../../ui/layout/announce'
import { Button } from '../../ui/input/button'
import { Card } from '../../ui/layout/card'
import { Screen } from '../../ui/layout/screen'
import { Sheet } from '../../ui/layout/sheet'
import { Stack } from '../../ui/layout/stack'
import { Words } from '../../ui/display/words'
import { Columns } from './columns'
import { VenueHead } from '../parts/venue-head'
import { CheckIn } from './check-in'
import { cameAs, Current } from './current'
import { Draw } from './draw'
import styles from './index.module.css'
import { WaitingList } from './waiting-list'
import { Queues } from './queues'
import { useEvery } from './use-every'
import { useSteps } from './use-steps'
import { Wall } from './wall'
import { useWindow, WindowPicker } from './window-picker'

/** Renders who comes next, and what calling them does to the current ticket. */
function NextUp({ counter: { waiting }, mine }: { counter: Counter; mine: StaffTicket | undefined }) {
  const [first] = waiting
  return (
    <Stack gap={4}>
      {first && (
        <Words size={15} tone="second">
          下一位 {[first.number, first.name, cameAs(first)].filter(Boolean).join(' · ')}
        </Words>
      )}
      {mine && (
        <Words size={13} tone="third">
          {mine.state === 'serving'
            ? `叫下一个时，${mine.number} 算办好了。`
            : `叫下一个时，${mine.number} 算过号；人来了请先点“${ticketMachine.serve.label}”。`}
        </Words>
      )}
    </Stack>
  )
}

/** Polling interval in milliseconds, besides the socket's hints. Waiting times grow without any hint. */
const lookAgain = 15_000

/** Renders 叫号, the work of one window: call the next ticket, and act on the current one. */
export default function CounterPage() {
  const { venue } = useParams('venue')
  const [queue, setQueue] = useState<string>()
  const [window, setWindow] = useWindow(venue)
  const [asking, setAsking] = useState<'window' | 'draw'>()
  const counter = useRead(
    'GET /v1/staff/venues/{code}/counter',
    { params: { code: venue }, query: queue === undefined ? {} : { queue } },
    { live: true },
  )
  const steps = useSteps(venue, queue, window)
  const online = useOnline()
  const wide = useWide()
  useEvery(lookAgain, counter.again)

  const cut = !online || (counter.problem !== undefined && isOffline(counter.problem))
  const why = cut ? '没有网络，叫号要连网才算数。请先口头叫，连上后再补' : undefined
  const whyCall = why ?? (window === undefined ? '请先选您在哪个窗口' : undefined)
  const next = (
    <Button kind="primary" busy={steps.busy} why={whyCall} onTap={steps.next}>
      叫下一个
    </Button>
  )
  const close = () => setAsking(undefined)
  return (
    <Screen of={counter} wide head={<VenueHead venue={venue} here="staff/counter" />} bar={!wide && next}>
      {(value) => {
        const mine = value.current.find((ticket) => ticket.window === window)
        const elsewhere = value.current.filter((ticket) => ticket !== mine)
        return (
          <>
            <Columns
              main={
                <>
                  <View className={styles.top}>
                    <View className={styles.place}>
                      <Words bold>{window ?? value.venue.name}</Words>
                      <Words size={15} tone="second">
                        已办 {value.served} · {value.estimate.says}
                      </Words>
                    </View>
                    {window !== undefined && (
                      <Button small onTap={() => setAsking('window')}>
                        换窗口
                      </Button>
                    )}
                  </View>
                  {value.queues.length > 1 && <Queues of={value.queues} chosen={queue} choose={setQueue} />}
                  {window === undefined ? (
                    <Card title="您在哪个窗口">
                      <WindowPicker now={window} choose={setWindow} />
                    </Card>
                  ) : (
                    <Current ticket={mine} window={window} steps={steps} why={why} />
                  )}
                  {wide && next}
                  <NextUp counter={value} mine={mine} />
                  <Announce seen={steps.said !== ''}>{steps.said}</Announce>
                  {steps.problem && (
                    <Announce urgent seen>
                      {steps.problem.detail}
                    </Announce>
                  )}
                  <CheckIn venue={venue} why={why} />
                  <Button block icon="plus" onTap={() => setAsking('draw')}>
                    给没带手机的人取号
                  </Button>
                </>
              }
              side={
                <>
                  <WaitingList counter={value} steps={steps} why={whyCall} />
                  {elsewhere.length > 0 && (
                    <Card title="别的窗口">
                      <Stack gap={8}>
                        {elsewhere.map((ticket) => (
                          <View key={ticket.id} className={styles.others}>
                            <View>{ticket.window}</View>
                            <View>{ticket.number}</View>
                          </View>
                        ))}
                      </Stack>
                    </Card>
                  )}
                  <Wall venue={venue} wallKey={value.wallKey} />
                </>
              }
            />
            <Sheet open={asking === 'window'} title="您在哪个窗口" onClose={close}>
              <WindowPicker
                now={window}
                choose={(name) => {
                  setWindow(name)
                  close()
                }}
              />
            </Sheet>
            <Sheet open={asking === 'draw'} title="现场取号" onClose={close}>
              <Draw venue={venue} why={why} done={close} />
            </Sheet>
          </>
        )
      }}
    </Screen>
  )
}
