import { ruleWords } from '@doorstep/contract/rule-words'
import type { RequestDetail } from '@doorstep/contract/requests/views'
import { remedyNames } from '@doorstep/contract/requests/words'
import { useState } from 'react'
import { useSend } from '../../platform/api/query'
import { ListRow } from '../../ui/display/list-row'
import { Words } from '../../ui/display/words'
import { moment } from '../../ui/format'
import { Sheet } from '../../ui/layout/sheet'
import { Stack } from '../../ui/layout/stack'
import { Faces } from './faces'
import { Refused } from './tapped'

/** Renders 改评价 as a row: one face, once, and the case follows it. */
export function ChangeRow({ of: r }: { of: RequestDetail }) {
  const [open, setOpen] = useState(false)
  const change = useSend('POST /v1/requests/{id}/ratings/change', ['GET /v1/requests', 'GET /v1/inbox'])
  const to = (satisfied: number) => {
    setOpen(false)
    void change.send({ params: { id: r.id }, body: { satisfied } })
  }
  return (
    <>
      <ListRow title="改评价" line={ruleWords.changeRating} chevron onTap={() => setOpen(true)} />
      <Refused problem={change.problem} />
      <Sheet open={open} title="改评价" onClose={() => setOpen(false)}>
        <Stack gap={12}>
          <Words size={15} tone="second">
            改成不满意会换人重办，改成满意就办结。原来评的留着给监督员看。
          </Words>
          <Faces label="现在满意吗，点一个就行" value={r.rated?.satisfied ?? null} onTap={to} />
        </Stack>
      </Sheet>
    </>
  )
}

/** Renders what is done about her bad rating, in her words; nothing where nothing is. */
export function RemedyWords({ of: r, now }: { of: RequestDetail; now: number }) {
  const { remedy } = r
  if (remedy === null) return null
  const { contactedAt, contactBy, way, text, appeal } = remedy
  const lines = [
    contactedAt === null ? `办理的人会在${moment(contactBy, now)} 前联系您` : `${moment(contactedAt, now)} 联系过您`,
    ...(way === null ? [] : [`${remedyNames[way]}：${text}`]),
    ...(appeal === null
      ? []
      : [`监督员复核：${appeal.untrue ? '评价与事实不符，不同意可以拨打 12345' : '评价属实，继续整改'}。${appeal.text}`]),
  ]
  return (
    <Stack gap={4}>
      {lines.map((line) => (
        <Words key={line} size={15} tone="second">
          {line}
        </Words>
      ))}
    </Stack>
  )
}
