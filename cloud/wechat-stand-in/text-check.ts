import { randomUUID } from 'node:crypto'
import { refusal } from './protocol'
import type { Answer } from './protocol'

type Suggest = 'pass' | 'review' | 'risky'

/** Words that trigger each result of the real check; label numbers are WeChat's. */
const findings: readonly { word: string; suggest: Suggest; label: number }[] = [
  { word: '加微信领红包', suggest: 'review', label: 10001 },
  { word: '代开发票', suggest: 'risky', label: 20008 },
  { word: '出售枪支', suggest: 'risky', label: 20006 },
  { word: '测试违规词', suggest: 'risky', label: 21000 },
]

/** Answers `POST /wxa/msg_sec_check` version 2. */
export function checkText(body: Record<string, unknown>, visitedLately: (openid: string) => boolean): Answer {
  const { content, openid, scene, version } = body
  if (version !== 2 || typeof scene !== 'number' || ![1, 2, 3, 4].includes(scene)) return refusal(40097, 'invalid args')
  if (typeof content !== 'string' || content === '' || content.length > 2500) return refusal(47001, 'data format error')
  if (typeof openid !== 'string' || !/^[\w-]{6,64}$/.test(openid)) return refusal(40003, 'invalid openid')
  if (!visitedLately(openid)) return refusal(61010, 'code is expired')
  const found = findings.find(({ word }) => content.includes(word))
  const { suggest, label } = found ?? { suggest: 'pass' as const, label: 100 }
  return {
    errcode: 0,
    errmsg: 'ok',
    result: { suggest, label },
    detail: [{ strategy: 'content_model', errcode: 0, suggest, label, prob: found === undefined ? 10 : 95 }],
    trace_id: randomUUID(),
  }
}
