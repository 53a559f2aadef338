import type { Category } from '@doorstep/contract/requests/views'
import { isOffline } from '../../../platform/api/result'
import { NextSteps } from '../../../parts/next-steps'
import { Words } from '../../../ui/display/words'
import { moment } from '../../../ui/format'
import { Button } from '../../../ui/input/button'
import { Card } from '../../../ui/layout/card'
import { Sheet } from '../../../ui/layout/sheet'
import { Skeleton } from '../../../ui/layout/skeleton'
import { Stack } from '../../../ui/layout/stack'
import type { Filing } from './filing'
import { Summary } from './summary'
import type { Previewed } from './use-preview'

interface LookSheetProps {
  values: Filing
  category: Category
  preview: Previewed
  why: string | undefined
  send: () => void
  close: () => void
}

/** Renders all that is to be known before sending: who gets it and by when, by which rule, who sees what, and what is sent. */
export function LookSheet({ values, category, preview: { value, problem, waiting }, why, send, close }: LookSheetProps) {
  const offline = problem && isOffline(problem)
  return (
    <Sheet open title="看一看再提交" onClose={close}>
      {waiting && <Skeleton shape="detail" />}
      {value && (
        <Card tone="info">
          <Stack gap={4}>
            <Words size={15} tone="second">
              交给 {[...new Set([value.receiver.title, value.receiver.name])].join(' ')}（{value.grid.community.name} {value.grid.name}）
            </Words>
            <Words size={24} bold heading>
              {moment(value.replyBy)} 前答复您
            </Words>
            <Words size={15} tone="second">
              {moment(value.acceptBy)} 前告诉您是否受理。
            </Words>
          </Stack>
        </Card>
      )}
      {offline && <Words tone="second">没有网络，看不到谁来办。提交后先存好，连上网自动发出。</Words>}
      <Summary of={values} category={category} />
      {value && (
        <Stack gap={4}>
          <Words bold heading>
            谁能看到什么
          </Words>
          {value.seenBy.map((line) => (
            <Words key={line} size={15}>
              {line}
            </Words>
          ))}
        </Stack>
      )}
      {value && (
        <Words size={13} tone="third">
          依据：{value.rule}
        </Words>
      )}
      {problem && !offline && <NextSteps problem={problem} />}
      <Button kind="primary" block why={why} onTap={send}>
        确认提交
      </Button>
    </Sheet>
  )
}
