import type { OpenCase } from '@doorstep/contract/underway'
import type { FileDraft } from '../../../platform/sending/file-drafts'
import type { Waiting } from '../../../platform/sending/outbox-queue'
import type { News } from './news'

const only = '照片或语音'

/** Returns what a request on this device waits for: its end, a change, or the network. */
export function ofDraft({ of, text, waiting, refused }: FileDraft): News {
  const said = text === '' ? only : text
  const row = { id: `draft ${of}`, to: { page: 'requests/file', params: { draft: of || undefined } } } as const
  if (refused !== '')
    return { ...row, turn: 'hers', at: '', icon: 'alert', title: '没有交上，改一下再交', line: refused, end: { ask: '改一下' } }
  if (waiting) return { ...row, turn: 'goesOn', at: '', icon: 'offline', title: '写好了，连上网会自动交', line: said }
  return { ...row, turn: 'hers', at: '9', icon: 'edit', title: '有一件没写完', line: said, end: { ask: '接着写' } }
}

/** Returns what is new of a request that was rated on this device, while the rating waits for the network: nothing is asked any more. */
export function ofRated({ id, title }: OpenCase): News {
  const to = { page: 'requests/detail', params: { id } } as const
  return { id, turn: 'goesOn', at: '', icon: 'offline', title: '评价连上网会自动发出', line: title, to }
}

/** Returns what the messages on this device wait for, a row a conversation: the first that was refused, else that the network returns. */
export function ofOutbox(queue: readonly Waiting[]): News[] {
  const conversations = [...new Set(queue.map(({ conversationId }) => conversationId))]
  return conversations.flatMap((id) => {
    const own = queue.filter(({ conversationId }) => conversationId === id)
    const row = { id: `unsent ${id}`, at: '', to: { page: 'messages/chat', params: { id } } } as const
    const failed = own.find(({ state }) => state === 'failed')
    if (failed) {
      const line = failed.problem?.detail ?? '请再发一次'
      return { ...row, turn: 'hers' as const, icon: 'alert' as const, title: '有一句没发出去', line, end: { ask: '再发' } }
    }
    const [first] = own
    const line = first?.message.kind === 'text' ? first.message.text : only
    return { ...row, turn: 'goesOn' as const, icon: 'offline' as const, title: '消息连上网会自动发出', line }
  })
}
