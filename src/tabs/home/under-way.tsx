import type { BookingRow as Booking } from '@doorstep/contract/bookings/views'
import type { RequestRow as Request } from '@doorstep/contract/requests/views'
import { View } from '@tarojs/components'
import { go } from '../../platform/navigation/navigate'
import type { Read } from '../../platform/api/query'
import { isOffline } from '../../platform/api/result'
import { BookingRow } from '../../parts/booking-row'
import { Button } from '../../ui/input/button'
import { Card } from '../../ui/layout/card'
import { RequestRow } from '../../parts/request-row'
import { SignInRow } from '../../parts/sign-in-button'
import { Words } from '../../ui/display/words'
import styles from './index.module.css'

const mostShown = 3

type Page<T> = Read<{ rows: T[]; next: string | null }>
type Thing = { of: 'case'; at: string; row: Request } | { of: 'booking'; at: string; row: Booking }

/** Sorts after everything that has a time. */
const whenever = '9999'

/** Returns open requests and bookings in one list by time: the promised time of a request, the start of a booking. */
function inOrder(cases: readonly Request[], bookings: readonly Booking[]): Thing[] {
  const things: Thing[] = [
    ...cases.map((row) => ({ of: 'case' as const, at: row.promisedAt ?? whenever, row })),
    ...bookings.map((row) => ({ of: 'booking' as const, at: row.startsAt, row })),
  ]
  return things.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
}

const counted = ({ rows, next }: { rows: readonly unknown[]; next: string | null }) => `${rows.length}${next === null ? '' : '+'}`

interface UnderWayProps {
  cases: Page<Request>
  /** Bookings that are confirmed; those that want an answer are shown above. */
  bookings: Page<Booking>
  signedIn: boolean
  /** Largest number shown; elder mode shows only the first. */
  most?: number
}

/** Renders 正在办: each open request and booking with its next step and its time. */
export function UnderWay({ cases, bookings, signedIn, most = mostShown }: UnderWayProps) {
  if (!signedIn) {
    return (
      <Card title="正在办">
        <SignInRow title="登录后看您正在办的事" />
      </Card>
    )
  }
  const missing = [cases, bookings].find((of) => !of.value && of.problem)
  if (!cases.value && !bookings.value) {
    if (!missing) return null
    return (
      <Card title="正在办">
        <Words size={15} tone="second">
          {missing.problem && isOffline(missing.problem) ? '没有网络，连上后会显示您正在办的事' : '正在办的事没有打开，下拉可以再试'}
        </Words>
      </Card>
    )
  }
  const things = inOrder(cases.value?.rows ?? [], bookings.value?.rows ?? [])
  const toCases = () => go('requests/list')
  const toBookings = () => go('bookings/list')
  if (things.length === 0) {
    return (
      <Card title="正在办" more={{ text: '以前的', onTap: toCases }}>
        <Words size={15} tone="second">
          现在没有正在办的事。灯坏了、想问政策、邻里有矛盾，都可以提；体检、代办可以约个时间再去。
        </Words>
      </Card>
    )
  }
  return (
    <Card title="正在办">
      <View>
        {things
          .slice(0, most)
          .map((thing) =>
            thing.of === 'case' ? <RequestRow key={thing.row.id} row={thing.row} /> : <BookingRow key={thing.row.id} row={thing.row} />,
          )}
      </View>
      {missing && (
        <Words size={15} tone="second">
          {missing === bookings ? '预约没有打开，下拉可以再试' : '诉求没有打开，下拉可以再试'}
        </Words>
      )}
      <View className={styles.foot}>
        {cases.value && (
          <Button kind="quiet" small onTap={toCases}>
            {`全部诉求 ${counted(cases.value)}`}
          </Button>
        )}
        {bookings.value && (
          <Button kind="quiet" small onTap={toBookings}>
            {`全部预约 ${counted(bookings.value)}`}
          </Button>
        )}
      </View>
    </Card>
  )
}
