import * as v from 'valibot'
import { endpoints } from '../endpoints'
import { id, linkMark, wholeInQuery } from '../values'
import { FileView, UploadView, mostUploadBytes, partsOf } from '../files'

/** What may be wrong with a file, whichever way it came. */
const fileProblems = ['fileRefused', 'voiceTooLong', 'tooLarge', 'photoTooLarge', 'uploadsFull', 'dailyCap', 'noRoom'] as const

export const fileEndpoints = endpoints('files', {
  'POST /v1/files': {
    does: 'Takes one photo or voice note (multipart field `file`); it stays the uploader’s until a case or message claims it.',
    upload: 'form',
    replies: { 201: FileView },
    who: ['resident'],
    relation: 'own',
    problems: fileProblems,
  },
  'POST /v1/uploads': {
    does: 'Opens an upload in parts, for a file larger than `partKilobytes`; its size counts among the caller’s unused files at once.',
    body: v.object({
      bytes: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(mostUploadBytes)),
    }),
    upload: 'nothing',
    replies: { 201: UploadView },
    who: ['resident'],
    relation: 'own',
    problems: ['uploadsFull', 'dailyCap', 'noRoom'],
  },
  'GET /v1/uploads/{id}': {
    does: 'Says which parts of an upload are missing, so that it goes on where it stopped.',
    params: v.object({ id }),
    replies: { 200: UploadView },
    who: ['resident'],
    relation: 'own',
    problems: ['notFound'],
  },
  'PUT /v1/uploads/{id}': {
    does: 'Takes the bytes of one part (application/octet-stream); the same part again changes nothing, another in its place is refused.',
    params: v.object({ id }),
    query: v.object({ part: wholeInQuery(0, partsOf(mostUploadBytes) - 1) }),
    upload: 'bytes',
    replies: { 204: null },
    who: ['resident'],
    relation: 'own',
    idempotent: false,
    problems: ['notFound', 'tooLarge', 'partChanged', 'noRoom'],
  },
  'POST /v1/uploads/{id}/finish': {
    does: 'Joins the parts to one photo or voice note, which is then as if it had come whole; finishing again answers with the same file.',
    params: v.object({ id }),
    upload: 'nothing',
    replies: { 201: FileView },
    who: ['resident'],
    relation: 'own',
    problems: ['notFound', 'partsMissing', ...fileProblems],
  },
  'GET /v1/files/{id}': {
    does: 'Serves a file to whoever holds a signed link to it that has not expired.',
    params: v.object({ id }),
    query: v.object({
      v: v.picklist(['full', 'thumb']),
      exp: wholeInQuery(),
      s: v.optional(linkMark),
      sig: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{43}$/)),
    }),
    replies: { 200: v.any() },
    who: ['anyone'],
    relation: 'none',
    problems: ['notFound', 'fileGone', 'fileChanged'],
  },
})
