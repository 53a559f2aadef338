import type { Conversation } from '@doorstep/contract/messages'
import { useCallback, useEffect, useState } from 'react'
import { remember, useRead, type Read } from '../../../platform/api/query'
import { send } from '../../../platform/api/request'
import type { Problem, Result } from '../../../platform/api/result'
import { asText, stored } from '../../../platform/device/storage'

/** Stored under `cache.`, so that signing out removes it. */
const keptFor = (grid: string) => stored(`cache.conversation.${grid}`, asText)

const open = (gridCode: string) => send('POST /v1/conversations', { body: { gridCode } })

/** Reads a conversation by id, or the one with a grid's team, which is created if there is none yet. */
export function useConversation(id: string, grid: string): Read<Conversation> {
  const [known, setKnown] = useState(() => id || (grid === '' ? '' : (keptFor(grid).get() ?? '')))
  const [problem, setProblem] = useState<Problem>()
  const settle = useCallback(
    (result: Result<Conversation>) => {
      if (!result.ok) {
        setProblem(result.problem)
        return
      }
      remember('GET /v1/conversations/{id}', { params: { id: result.value.id } }, result.value)
      keptFor(grid).set(result.value.id)
      setKnown(result.value.id)
    },
    [grid],
  )
  const unopened = known === '' && grid !== ''
  useEffect(() => {
    if (unopened) void open(grid).then(settle)
  }, [unopened, grid, settle])
  const conversation = useRead('GET /v1/conversations/{id}', { params: { id: known } }, { live: true, when: known !== '' })
  return known === ''
    ? { ...conversation, value: undefined, problem, waiting: !problem, again: async () => settle(await open(grid)) }
    : conversation
}
