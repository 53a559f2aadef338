import type { Category } from '@doorstep/contract/requests/views'
import { useCurrentGrid } from '../../platform/place/current-grid'
import { useElder } from '../../platform/device/elder'
import { go } from '../../platform/navigation/navigate'
import { useRead, type Read } from '../../platform/api/query'
import { isOffline } from '../../platform/api/result'
import { Button } from '../../ui/input/button'
import { Card } from '../../ui/layout/card'
import { Screen } from '../../ui/layout/screen'
import { Skeleton } from '../../ui/layout/skeleton'
import { Stack } from '../../ui/layout/stack'
import { Words } from '../../ui/display/words'
import { BookServices, SearchBox } from './book-services'
import { Catalogue } from './catalogue'
import { Emergency } from './emergency'
import { emergencyPhones, groupsOf } from './groups'
import { MyBookings } from './my-bookings'

const none: readonly Category[] = []

/** Renders the services tab: the next booking, services to book, emergency numbers, and the categories of requests. */
export default function ServicesTab() {
  const { elder } = useElder()
  const { gridCode, signedIn, settled } = useCurrentGrid()
  const categories = useRead('GET /v1/categories', {})
  const services = useRead('GET /v1/services', { query: { grid: gridCode } }, { when: settled })
  const bookings = useRead('GET /v1/bookings', { query: { view: 'ahead' } }, { when: signedIn, live: true })
  const again = () => Promise.all([categories.again(), services.again(), ...(signedIn ? [bookings.again()] : [])])
  const rows = categories.value?.rows ?? none
  const mine = signedIn ? bookings.value?.rows : undefined
  const ahead = mine !== undefined && mine.length > 0
  return (
    <Screen again={again}>
      {!elder && <SearchBox />}
      <Emergency phones={emergencyPhones(rows)} />
      {signedIn && bookings.waiting ? (
        <Skeleton shape="list" />
      ) : (
        <>
          {ahead && <MyBookings rows={mine} />}
          <BookServices of={services} />
          {!ahead && <MyBookings rows={mine} />}
        </>
      )}
      <Directory of={categories} folded={elder} />
      <Button kind="outline" icon="pen" block onTap={() => go('requests/file')}>
        不知道选哪个，直接说
      </Button>
    </Screen>
  )
}

function Directory({ of, folded }: { of: Read<{ rows: Category[] }>; folded: boolean }) {
  if (of.value) return <Catalogue groups={groupsOf(of.value.rows)} folded={folded} />
  if (!of.problem) return <Skeleton shape="list" />
  return (
    <Card title="办事目录">
      <Stack>
        <Words size={15} tone="second">
          {isOffline(of.problem) ? '没有网络，目录暂时打不开。着急的事可以直接打电话。' : of.problem.detail}
        </Words>
        <Button onTap={of.again}>再试一次</Button>
      </Stack>
    </Card>
  )
}
