import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { aLargePhoto, partOf } from '../testing/app/parts'
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

/** Returns a writer that uploads photos, whole and in parts by turns, and sends them to the grid, again and again until acknowledged. */
export async function photoWriter(person: Person): Promise<Writer> {
  const { client, gridCode } = person
  const [small, large] = [await aPhoto(), await aLargePhoto()]
  let turn = 0
  return async (acknowledged) => {
    turn += 1
    const fileId = turn % 2 === 1 ? await uploaded(person, small) : await uploadedInParts(person, large)
    const { id } = await client.send('POST /v1/conversations', { body: { gridCode } })
    const clientId = randomUUID()
    await client.send('POST /v1/conversations/{id}/messages', { params: { id }, body: { kind: 'photo', clientId, fileId } })
    acknowledged.messages.set(id, [...(acknowledged.messages.get(id) ?? []), clientId])
    acknowledged.files.push(fileId)
    acknowledged.count += 1
    await wait(200)
  }
}

async function uploaded(person: Person, photo: Buffer): Promise<string> {
  const mark = randomUUID()
  const answer = await insisted(person, 'POST /v1/files', () => {
    const body = new FormData()
    body.set('file', new Blob([new Uint8Array(photo)], { type: 'image/jpeg' }), 'a.jpg')
    return { headers: { 'idempotency-key': mark }, body }
  })
  return ((await answer.json()) as { id: string }).id
}

/** Sends each part once it is acknowledged that the one before is there, however often the API falls between them. */
async function uploadedInParts(person: Person, photo: Buffer): Promise<string> {
  const { client } = person
  const { id, missing } = await client.send('POST /v1/uploads', { body: { bytes: photo.length } })
  for (const part of missing)
    await insisted(person, `PUT /v1/uploads/${id}?part=${part}`, () => ({
      headers: { 'content-type': 'application/octet-stream' },
      body: new Uint8Array(partOf(photo, part)),
    }))
  return (await client.send('POST /v1/uploads/{id}/finish', { params: { id } })).id
}

async function insisted(
  { url, token }: Person,
  call: string,
  sent: () => { headers: Record<string, string>; body: FormData | Uint8Array<ArrayBuffer> },
): Promise<Response> {
  const [method, path] = call.split(' ')
  for (;;) {
    const { headers, body } = sent()
    const answer = await fetch(`${url}${path ?? ''}`, {
      ...(method && { method }),
      headers: { authorization: `Bearer ${token}`, ...headers },
      body,
      signal: AbortSignal.timeout(60_000),
    }).catch(() => null)
    if (answer?.ok === true) return answer
    if (answer !== null && answer.status !== 503 && answer.status !== 429)
      throw new Error(`${call} answered ${answer.status}: ${await answer.text()}`)
    await wait(300)
  }
}
