import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { aPhoto } from '../testing/app/photo'
import type { InsistentClient } from '../testing/http/insistent-client'
import type { Writer } from './writers'

interface Person {
  /** Sends a request with the person's session. */
  client: InsistentClient
  token: string
  url: string
  gridCode: string
}

/** Returns a writer that uploads a photo and sends it to the grid, again and again until both are acknowledged. */
export async function photoWriter({ client, token, url, gridCode }: Person): Promise<Writer> {
  const photo = await aPhoto()
  return async (acknowledged) => {
    const fileId = await uploaded({ url, token, photo })
    const { id } = await client.send('POST /v1/conversations', { body: { gridCode } })
    const clientId = randomUUID()
    await client.send('POST /v1/conversations/{id}/messages', { params: { id }, body: { kind: 'photo', clientId, fileId } })
    acknowledged.messages.set(id, [...(acknowledged.messages.get(id) ?? []), clientId])
    acknowledged.files.push(fileId)
    acknowledged.count += 1
    await wait(200)
  }
}

async function uploaded({ url, token, photo }: { url: string; token: string; photo: Buffer }): Promise<string> {
  const mark = randomUUID()
  for (;;) {
    const body = new FormData()
    body.set('file', new Blob([new Uint8Array(photo)], { type: 'image/jpeg' }), 'a.jpg')
    const answer = await fetch(`${url}/v1/files`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'idempotency-key': mark },
      body,
      signal: AbortSignal.timeout(60_000),
    }).catch(() => null)
    if (answer?.status === 201) return ((await answer.json()) as { id: string }).id
    if (answer !== null && answer.status !== 503 && answer.status !== 429)
      throw new Error(`POST /v1/files answered ${answer.status}: ${await answer.text()}`)
    await wait(300)
  }
}
