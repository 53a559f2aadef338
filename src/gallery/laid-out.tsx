import { useState } from 'react'
import { clientProblem } from '../platform/api/result'
import { Words } from '../ui/display/words'
import { Button } from '../ui/input/button'
import { Announce } from '../ui/layout/announce'
import { Boundary } from '../ui/layout/boundary'
import { Card } from '../ui/layout/card'
import { Empty } from '../ui/layout/empty'
import { NavBar } from '../ui/layout/nav-bar'
import { Refusal } from '../ui/layout/refusal'
import { Sheet } from '../ui/layout/sheet'
import { Skeleton } from '../ui/layout/skeleton'
import { Stack } from '../ui/layout/stack'
import { TabBar } from '../ui/layout/tab-bar'
import { Tabs } from '../ui/layout/tabs'
import { Trouble } from '../ui/layout/trouble'
import { Part } from './part'

const tones = ['info', 'warning', 'danger'] as const
const views = [
  { value: 'open', label: '正在办' },
  { value: 'done', label: '办完的' },
] as const
const nothing = () => undefined

/** What holds other things, and what stands where nothing is: src/ui/layout. The page itself is a Screen. */
export function LaidOut() {
  const [view, setView] = useState<(typeof views)[number]['value']>('open')
  const [asking, setAsking] = useState(false)
  return (
    <>
      <Part name="Card">
        <Card title="正在办" more={{ text: '全部 2', onTap: nothing }}>
          <Words tone="second">电工今天 14:00 上门</Words>
        </Card>
        {tones.map((tone) => (
          <Card key={tone} tone={tone}>
            {tone}
          </Card>
        ))}
      </Part>
      <Part name="NavBar">
        <NavBar title="楼道灯不亮，晚上看不见路" way="back" />
        <NavBar brand>清河街道 · 槐树社区</NavBar>
      </Part>
      <Part name="TabBar">
        <TabBar />
      </Part>
      <Part name="Tabs">
        <Tabs label="诉求" options={views} value={view} onChange={setView} />
      </Part>
      <Part name="Announce">
        <Announce seen>已经收到，李明会在今天 18:00 前回复您</Announce>
      </Part>
      <Part name="Boundary">
        <Boundary>
          <Words>画得出来时，什么也不多显示</Words>
        </Boundary>
      </Part>
      <Part name="Refusal">
        <Announce seen>{clientProblem('notAllowed').detail}</Announce>
        <Refusal problem={clientProblem('notAllowed')} />
      </Part>
      <Part name="Sheet">
        <Button block onTap={() => setAsking(true)}>
          打开
        </Button>
        <Sheet open={asking} title="取消这次预约？" onClose={() => setAsking(false)}>
          <Stack>
            <Words tone="second">取消后名额会让给排队的邻居。</Words>
            <Button kind="danger" block onTap={() => setAsking(false)}>
              取消预约
            </Button>
          </Stack>
        </Sheet>
      </Part>
      <Part name="Skeleton">
        <Skeleton shape="list" />
      </Part>
      <Part name="Empty">
        <Empty title="还没有诉求" text="灯坏了、路不平，都可以说" action={{ text: '提诉求', onTap: nothing, primary: true }} />
      </Part>
      <Part name="Trouble">
        <Trouble problem={clientProblem('offline', '没有网络，连上以后会自己打开')} again={nothing} />
      </Part>
    </>
  )
}
