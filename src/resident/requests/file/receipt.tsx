import type { RequestDetail } from '@doorstep/contract/requests/views'
import { View } from '@tarojs/components'
import { useInWords } from '../../../platform/api/now'
import { go, replace } from '../../../platform/navigation/navigate'
import { Announce } from '../../../ui/layout/announce'
import { Button } from '../../../ui/input/button'
import { Card } from '../../../ui/layout/card'
import { moment } from '../../../ui/format'
import { Screen } from '../../../ui/layout/screen'
import { Stack } from '../../../ui/layout/stack'
import { Words } from '../../../ui/display/words'

/** Renders what is left to say when an earlier try of the same send was filed: the list has it, and nothing here is sent again. */
export const FiledBefore = ({ says }: { says: string }) => (
  <Screen
    title="已提交"
    bar={
      <>
        <Button onTap={() => go('home')}>回首页</Button>
        <Button kind="primary" onTap={() => replace('requests/list')}>
          看我的诉求
        </Button>
      </>
    }
  >
    <Announce seen>{says}</Announce>
  </Screen>
)

/** Renders 回执: the number, the deadline, and what happens next. */
export function Receipt({ of }: { of: RequestDetail }) {
  const r = useInWords(of)
  const whole = r.clocks.find(({ kind }) => kind === 'whole')
  return (
    <Screen
      title="已提交"
      bar={
        <>
          <Button onTap={() => go('home')}>回首页</Button>
          <Button kind="primary" onTap={() => replace('requests/detail', { id: r.id })}>
            看办理进展
          </Button>
        </>
      }
    >
      <Announce>{`已提交，编号 ${r.number}`}</Announce>
      <Card tone="info">
        <Stack gap={4}>
          <Words size={15} tone="second">
            已提交，编号
          </Words>
          <Words size={24} bold heading>
            {r.number}
          </Words>
          <Words size={15} tone="second">
            打电话问进展时，报这个编号就行
          </Words>
        </Stack>
      </Card>
      <Card title="接下来">
        <Stack gap={8}>
          <Words>{r.next}</Words>
          {whole && (
            <Words size={15} tone="second">
              {moment(whole.dueAt)} 前答复您。有进展会在“消息”里告诉您。
            </Words>
          )}
          <View>
            <Words size={15} tone="second">
              答复以后请您评一评；不满意会换人重办。
            </Words>
          </View>
        </Stack>
      </Card>
    </Screen>
  )
}
