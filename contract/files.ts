import { ruleWords } from './rule-words'
import { photosPerCase, voicesPerCase } from './rules'
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

export const fileEndpoints = endpoints('files', {
  'POST /v1/files': {
    does: 'Takes one photo or voice note (multipart field `file`); it stays the uploader’s until a case or message claims it.',
    upload: true,
    replies: { 201: FileView },
    who: ['resident'],
    relation: 'own',
    problems: ['fileRefused', 'voiceTooLong', 'tooLarge', 'photoTooLarge', 'uploadsFull', 'dailyCap', 'noRoom'],
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
