import { useEffect, useRef, useState } from 'react'
import { send } from '../../../platform/api/request'
import type { Input, Value } from '../../../platform/api/result'

type Asked = Input<'POST /v1/similar-requests'>['body']
export type Similar = Value<'POST /v1/similar-requests'>['rows'][number]

/**
 * Returns what likely is the same as what is being filed, asked once for each text that has settled; nothing while `asked` is undefined,
 * without network, or where it cannot be told: it only helps, and never stands in the way of filing.
 */
export function useSimilar(asked: Asked | undefined): readonly Similar[] {
  const key = asked === undefined ? undefined : JSON.stringify(asked)
  const latest = useRef(asked)
  const [held, hold] = useState<{ of: string | undefined; rows: readonly Similar[] }>({ of: undefined, rows: [] })
  useEffect(() => {
    latest.current = asked
  })
  useEffect(() => {
    const body = latest.current
    if (key === undefined || body === undefined) return
    let late = false
    const ask = async () => {
      const result = await send('POST /v1/similar-requests', { body })
      if (!late) hold({ of: key, rows: result.ok ? result.value.rows : [] })
    }
    void ask()
    return () => {
      late = true
    }
  }, [key])
  return held.of === key && key !== undefined ? held.rows : []
}
