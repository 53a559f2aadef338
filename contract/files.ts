import * as v from 'valibot'
import { endpoints } from './endpoints'
import { id, wholeInQuery } from './values'

/** 附件. Photos are re-encoded and stripped of location; voice is at most 60 s; both are private, behind links that expire. */
export const fileKinds = ['photo', 'voice'] as const
export const FileKind = v.picklist(fileKinds)

export const limits = { photoBytes: 15 * 1024 * 1024, voiceBytes: 5 * 1024 * 1024, voiceSeconds: 60, photosPerCase: 9 } as const

/** A file as somebody who may see it gets it. Links are relative to the API's origin and live 30 minutes. */
export const FileView = v.object({
  id,
  kind: FileKind,
  url: v.string(),
  /** Photos only: at most 480 px. */
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
    problems: ['fileRefused', 'voiceTooLong', 'tooLarge'],
  },
  'GET /v1/files/{id}': {
    does: 'Serves a file to whoever holds a signed link to it that has not expired.',
    params: v.object({ id }),
    query: v.object({
      v: v.picklist(['full', 'thumb']),
      exp: wholeInQuery(),
      sig: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{43}$/)),
    }),
    replies: { 200: v.any() },
    who: ['anyone'],
    relation: 'none',
    problems: ['notFound', 'fileGone'],
  },
})

/** Ids of files the caller uploaded before, to be attached. */
export const fileIds = v.optional(v.pipe(v.array(id), v.maxLength(limits.photosPerCase + 1, '最多 9 张照片和 1 段录音')), [])
