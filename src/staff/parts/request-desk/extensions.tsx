import { extensionWords, type Extension } from '@doorstep/contract/requests/extension'
import type { RequestDetail } from '@doorstep/contract/requests/views'
import { moment } from '../../../ui/format'
import { Card } from '../../../ui/layout/card'
import { Stack } from '../../../ui/layout/stack'
import { Words } from '../../../ui/display/words'

/** Returns what an extension asks for: `延 2 个工作日：11月25日 18:00 → 11月27日 18:00`. */
const asks = ({ workingDays, from, to }: Extension) => `延 ${workingDays} 个工作日：${moment(from)} → ${moment(to)}`

/** Returns how it stands, by whom, and by when it is decided. */
const stands = ({ state, approver, decideBy }: Extension) =>
  [
    state === 'asked'
      ? `等${approver || '上级'}同意`
      : `${state === 'granted' || state === 'refused' ? approver : ''}${extensionWords[state]}`,
    state === 'asked' && decideBy !== null ? `应在${moment(decideBy)} 前定` : '',
  ]
    .filter(Boolean)
    .join('，')

function One({ of: one }: { of: Extension }) {
  return (
    <Stack gap={4}>
      <Words bold>{asks(one)}</Words>
      <Words size={15}>
        {one.askedBy}：{one.reason}
      </Words>
      <Words size={15} tone={one.state === 'asked' ? 'warning' : 'second'}>
        {stands(one)}
      </Words>
      {one.refusal && (
        <Words size={15} tone="second">
          原因：{one.refusal}
        </Words>
      )}
    </Stack>
  )
}

/** Renders the extensions of a request's time: what was asked for, why, and what was decided. */
export function Extensions({ of: { extensions } }: { of: RequestDetail }) {
  if (extensions.length === 0) return null
  return (
    <Card title={`延期（${extensions.length} 次申请）`}>
      <Stack gap={12}>
        {extensions.map((one) => (
          <One key={one.id} of={one} />
        ))}
      </Stack>
    </Card>
  )
}

/** Renders what is decided about, above the decision. */
export function ExtensionAsked({ of: { extensions } }: { of: RequestDetail }) {
  const asked = extensions.find(({ state }) => state === 'asked')
  return asked === undefined ? null : <One of={asked} />
}
