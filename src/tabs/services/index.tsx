import type { Category } from '@doorstep/contract/requests'
import { useDoorstep } from '../../platform/doorstep'
import { useElder } from '../../platform/elder'
import { go } from '../../platform/navigate'
import { useRead } from '../../platform/query'
import { isOffline } from '../../platform/result'
import { Button } from '../../ui/button'
import { Card } from '../../ui/card'
import { Screen } from '../../ui/screen'
import { Skeleton } from '../../ui/skeleton'
import { Stack } from '../../ui/stack'
import { Words } from '../../ui/words'
import { Catalogue } from './catalogue'
import { Emergency } from './emergency'
import { emergencyPhones, groupsOf } from './groups'
import { Places } from './places'

const none: readonly Category[] = []

/** What can be done here: phones for emergencies, places with people in them, and what a request can be about. */
export default function ServicesTab() {
  const { elder } = useElder()
  const { gridCode } = useDoorstep()
  const categories = useRead('GET /v1/categories', {})
  const branches = useRead('GET /v1/branches', { query: { grid: gridCode } }, { when: gridCode !== undefined })
  const again = () => Promise.all([categories.again(), ...(gridCode === undefined ? [] : [branches.again()])])
  const rows = categories.value?.rows ?? none
  return (
    <Screen again={again}>
      <Emergency phones={emergencyPhones(rows)} />
      <Places gridKnown={gridCode !== undefined} of={branches} />
      {categories.value ? (
        <Catalogue groups={groupsOf(rows)} folded={elder} />
      ) : categories.problem ? (
        <Card title="办事目录">
          <Stack>
            <Words size={15} tone="second">
              {isOffline(categories.problem) ? '没有网络,目录暂时打不开。着急的事可以直接打电话。' : categories.problem.detail}
            </Words>
            <Button onTap={categories.again}>再试一次</Button>
          </Stack>
        </Card>
      ) : (
        <Skeleton shape="list" />
      )}
      <Button kind="outline" icon="pen" block onTap={() => go('requests/file')}>
        不知道选哪个,直接说
      </Button>
    </Screen>
  )
}
