import type { FileView, UploadView } from '@doorstep/contract/files'
import { minuteMs } from '@doorstep/contract/time-words'
import { newId } from '../api/ids'
import { read, send } from '../api/request'
import { clientProblem, failed, isOffline, ok, type Problem, type Result } from '../api/result'
import type { LocalFile } from '../device/media/local-file'
import { begunUpload, forgetUpload, keepUploadId } from './begun-uploads'

/** How long one part, or the joining of all, may take, in milliseconds: nothing tells whether a part moves. */
const patience = 2 * minuteMs
/** Pauses before each new try after a cut, in milliseconds. A part that arrives begins them anew. */
const pauses = [1_000, 5_000, 15_000]

/** Answers after which what the API lost, or does not know any more, is sent again: so many times in all, since parts move meanwhile. */
const sentAgain = new Set<Problem['code']>(['notFound', 'partChanged', 'partsMissing', 'doneBefore'])
const mostAgain = 3
/** Answers after which the same is tried again: what is no answer of the API comes from a gateway in front of it, perhaps while it starts. */
const passes = new Set<Problem['code']>(['tooMany', 'garbled'])
const goesOn = (problem: Problem) =>
  isOffline(problem) || passes.has(problem.code) || sentAgain.has(problem.code) || (problem.status >= 500 && problem.code !== 'noRoom')

/** Files that are being sent now: the same one sent twice at once is two files. */
const underWay = new Set<string>()

/** Uploads a file in parts. It goes on where it stopped: after a cut by itself, and when the same file is uploaded again within a day. */
export async function uploadInParts(file: LocalFile, onProgress?: (percent: number) => void): Promise<Result<FileView>> {
  const name = underWay.has(file.name) ? newId() : file.name
  underWay.add(name)
  try {
    let [tries, again] = [0, 0]
    for (;;) {
      const result = await goOn({ ...file, name }, (percent, moved) => {
        if (moved) tries = 0
        onProgress?.(percent)
      })
      if (result.ok) forgetUpload(name)
      if (result.ok || !goesOn(result.problem)) return result
      if (sentAgain.has(result.problem.code)) again += 1
      if (again > mostAgain) return result
      if (['notFound', 'partChanged'].includes(result.problem.code)) forgetUpload(name)
      const pause = pauses[tries]
      if (pause === undefined) return result
      tries += 1
      await new Promise((resolve) => setTimeout(resolve, pause))
    }
  } finally {
    underWay.delete(name)
  }
}

/** Sends what the API does not have yet, then has it joined. */
async function goOn(file: LocalFile, tell: (percent: number, moved: boolean) => void): Promise<Result<FileView>> {
  const upload = await knownOrOpened(file)
  if (!upload.ok) return upload
  const { id, bytes, partBytes, missing } = upload.value
  const parts = Math.ceil(bytes / partBytes)
  if (missing.length < parts) tell(percentOf(parts - missing.length, parts), false)
  for (const [sent, part] of missing.entries()) {
    const piece = await pieceOf(file, part * partBytes, Math.min(bytes, (part + 1) * partBytes))
    if (!piece.ok) return piece
    const put = await send('PUT /v1/uploads/{id}', { params: { id }, query: { part: `${part}` } }, newId(), {
      bytes: piece.value,
      patience,
    })
    if (!put.ok) return put
    tell(percentOf(parts - missing.length + sent + 1, parts), true)
  }
  return send('POST /v1/uploads/{id}/finish', { params: { id } }, newId(), { patience })
}

const percentOf = (arrived: number, parts: number) => Math.floor((arrived / parts) * 100)

async function knownOrOpened(file: LocalFile): Promise<Result<UploadView>> {
  const begun = begunUpload(file.name)
  if (begun.id !== undefined) return read('GET /v1/uploads/{id}', { params: { id: begun.id } })
  const opened = await send('POST /v1/uploads', { body: { bytes: file.size } }, begun.key)
  if (opened.ok) keepUploadId(file.name, opened.value.id)
  else if (opened.problem.code === 'doneBefore') forgetUpload(file.name)
  return opened
}

/** WeChat deletes its temporary files when it needs room. */
export const notOnPhone = clientProblem('cannot', '这个文件已经不在手机里了，请重新选择')

const pieceOf = (file: LocalFile, from: number, to: number): Promise<Result<ArrayBuffer>> =>
  file.read(from, to).then(ok, () => failed(notOnPhone))
