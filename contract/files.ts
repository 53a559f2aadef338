import { ruleWords } from './rule-words'
import { partKilobytes, photoMegabytes, photosPerCase, voicesPerCase } from './rules'
import * as v from 'valibot'
import { endpoints } from './endpoints'
import { id, linkMark, wholeInQuery } from './values'

/** 附件. Photos are re-encoded without their location; voice notes are short; both are private, behind links that expire. */
export const fileKinds = ['photo', 'voice'] as const
export const FileKind = v.picklist(fileKinds)

/** A file for somebody who may see it. Links are relative to the API's origin and valid for `fileLinkMinutes`. */
export const FileView = v.object({
  id,
  kind: FileKind,
  url: v.string(),
  /** Photos only: at most `thumbPixels` a side. */
  thumbUrl: v.nullable(v.string()),
  width: v.nullable(v.number()),
  height: v.nullable(v.number()),
  /** Voice only: whole seconds, rounded up. */
  seconds: v.nullable(v.number()),
})
export type FileView = v.InferOutput<typeof FileView>

/** Bytes of each part of an upload but the last, and of the largest upload. */
export const partBytes = partKilobytes * 1024
export const mostUploadBytes = photoMegabytes * 1024 * 1024
/** Returns how many parts so many bytes are sent in. */
export const partsOf = (bytes: number) => Math.ceil(bytes / partBytes)

/** A file that arrives in parts: part `n` has the bytes from `n × partBytes`. */
export const UploadView = v.object({
  id,
  bytes: v.number(),
  partBytes: v.number(),
  /** Numbers of the parts that are not here yet, in order, counted from 0. */
  missing: v.array(v.number()),
})
export type UploadView = v.InferOutput<typeof UploadView>

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

/** Ids of the caller's uploads to attach. */
export const fileIds = v.optional(v.pipe(v.array(id), v.maxLength(photosPerCase + voicesPerCase, ruleWords.filesFull)), [])
