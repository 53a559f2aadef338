import type { Template as Schema } from '@doorstep/contract/messages'
import type * as v from 'valibot'

export type Template = v.InferOutput<typeof Schema>
export type Use = Template['use']

/** Where a template is offered, in the order a day needs them. */
export const uses = [
  { value: 'message', label: '回消息', help: '和居民对话时用' },
  { value: 'reply', label: '答复诉求', help: '办结答复时用' },
  { value: 'askMore', label: '请补充', help: '请居民补充情况时用' },
  { value: 'refuse', label: '不予受理', help: '说明原因和途径时用' },
] as const satisfies readonly { value: Use; label: string; help: string }[]
