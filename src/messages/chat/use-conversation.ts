import type { Conversation } from '@doorstep/contract/messages'
import { useCallback, useEffect, useState } from 'react'
import { remember, useRead, useSend, type Read } from '../../platform/query'
import { asText, stored } from '../../platform/storage'

/** Under `cache.`, so that signing out forgets it. */
const keptFor = (grid: string) => stored(`cache.conversation.${grid}`, asText)

/** A conversation by its id, or the one with a grid's team, which is opened when there is none yet. */
export function useConversation(id: string, grid: string): Read<Conversation> {
  const [known, setKnown] = useState(() => id || (grid === '' ? '' : (keptFor(grid).get() ?? '')))
  const open = useSend('POST /v1/conversations')
  const { send } = open
  const begin = useCallback(async () => {
    const result = await send({ body: { gridCode: grid } })
    if (!result.ok) return
    remember('GET /v1/conversations/{id}', { params: { id: result.value.id } }, result.value)
    keptFor(grid).set(result.value.id)
    setKnown(result.value.id)
  }, [send, grid])
  useEffect(() => {
    if (known === '' && grid !== '') void begin()
    // Once, for the page's own parameters; `again` is the way to a second try.
  }, [])
  const conversation = useRead('GET /v1/conversations/{id}', { params: { id: known } }, { live: true, when: known !== '' })
  return known === '' ? { ...conversation, problem: open.problem, waiting: !open.problem, again: begin } : conversation
}
