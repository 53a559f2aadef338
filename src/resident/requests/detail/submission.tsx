import type { RequestDetail } from '@doorstep/contract/requests/views'
import { kindNames, outcomeNames } from '@doorstep/contract/requests/words'
import { Card } from '../../../ui/layout/card'
import { Stack } from '../../../ui/layout/stack'
import { Words } from '../../../ui/display/words'
import { Attached } from '../../../parts/attachments'

/** Renders what was submitted: the resident's text, answers and pictures; for whom; who handles it. */
export function Submission({ of: r }: { of: RequestDetail }) {
  return (
    <>
      <Card title="您说的">
        <Stack gap={8}>
          <Words size={15} tone="third">
            {kindNames[r.kind]} · {r.categoryName}
          </Words>
          {r.text && <Words asWritten>{r.text}</Words>}
          {r.answers.map(({ ask, value }) => (
            <Words key={ask} size={15} tone="second">
              {ask} {value}
            </Words>
          ))}
          <Attached files={r.files} />
          {r.onBehalfOf && (
            <Words size={15} tone="second">
              替{r.onBehalfOf.name}办（{r.onBehalfOf.relation}），本人同意已记下
            </Words>
          )}
          {r.anonymous && (
            <Words size={15} tone="second">
              办理的人看不到您是谁
            </Words>
          )}
        </Stack>
      </Card>
      {r.handler && (
        <Card title="谁在办">
          <Words>
            {r.handler.title} {r.handler.name}
          </Words>
          {r.outcome && (
            <Words size={15} tone="second">
              答复结果：{outcomeNames[r.outcome]}
            </Words>
          )}
        </Card>
      )}
    </>
  )
}
