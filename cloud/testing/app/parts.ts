import { randomBytes } from 'node:crypto'
import { partBytes } from '@doorstep/contract/files'
import type { FastifyInstance } from 'fastify'
import sharp from 'sharp'

/** Returns a JPEG of three parts: what is random does not become small. */
export const aLargePhoto = (): Promise<Buffer> => {
  const [width, height] = [900, 900]
  return sharp(randomBytes(width * height * 3), { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 90 })
    .toBuffer()
}

/** Returns the bytes of one part of a file. */
export const partOf = (file: Buffer, part: number): Buffer => file.subarray(part * partBytes, (part + 1) * partBytes)

/** Sends one part over HTTP; returns the status and the code of a refusal. */
export async function putPart(
  { server }: { server: FastifyInstance },
  { token }: { token: string },
  { id, part }: { id: string; part: number },
  bytes: Buffer,
): Promise<{ status: number; code: string | undefined }> {
  const response = await server.inject({
    method: 'PUT',
    url: `/v1/uploads/${id}?part=${part}`,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/octet-stream' },
    payload: bytes,
  })
  return { status: response.statusCode, code: response.body === '' ? undefined : response.json<{ code?: string }>().code }
}
