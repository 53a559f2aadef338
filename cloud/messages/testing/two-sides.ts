import { randomUUID } from 'node:crypto'
import type { Conversation, Message } from '@doorstep/contract/messages'
import { testApp, type Caller, type TestApp } from '../../testing/app/app'
import { aDistrict, type District } from '../../testing/district'
import { signedIn, type SignedIn } from '../../testing/people/signed-in'

/** For tests: a district with a resident of the first grid, its grid member, deputy and branch secretary, all signed in. */
export interface ConversationWorld {
  app: TestApp
  place: District
  resident: SignedIn
  member: SignedIn
  deputy: SignedIn
  secretary: SignedIn
  /** Creates a resident with an open conversation. */
  opens: (name?: string) => Promise<{ resident: SignedIn; id: string }>
  says: (who: Caller, conversationId: string, text: string, clientId?: string) => Promise<Message>
  seen: (who: Caller, conversationId: string) => Promise<Conversation>
  /** Returns all messages in order, as one side sees them. */
  all: (who: Caller, conversationId: string) => Promise<Message[]>
  inbox: (who: Caller) => Promise<string[]>
}

export async function conversationWorld(): Promise<ConversationWorld> {
  const app = await testApp()
  const place = await aDistrict(app.db)
  const [grid] = place.grids
  const opens = async (name = '王阿姨') => {
    const resident = await signedIn(place, 'resident', { name })
    const { id } = await app.does(resident, 'POST /v1/conversations', { body: { gridCode: grid.code } })
    return { resident, id }
  }
  return {
    app,
    place,
    resident: await signedIn(place, 'resident'),
    member: await signedIn(place, 'gridMember'),
    deputy: await signedIn(place, 'gridTeam'),
    secretary: await signedIn(place, 'branchSecretary'),
    opens,
    says: (who, id, text, clientId = randomUUID()) =>
      app.does(who, 'POST /v1/conversations/{id}/messages', { params: { id }, body: { clientId, kind: 'text', text } }),
    seen: (who, id) => app.does(who, 'GET /v1/conversations/{id}', { params: { id } }),
    async all(who, id) {
      const rows: Message[] = []
      for (;;) {
        const page = await app.does(who, 'GET /v1/conversations/{id}/messages', {
          params: { id },
          query: { after: String(rows.at(-1)?.seq ?? 0), limit: '100' },
        })
        rows.push(...page.rows)
        if (page.rows.length === 0) return rows
      }
    },
    async inbox(who) {
      const { rows } = await app.does(who, 'GET /v1/inbox', { query: { limit: '50' } })
      return rows.map(({ title }) => title)
    },
  }
}
