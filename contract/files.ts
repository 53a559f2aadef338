import { ruleWords } from './rule-words'
import { partKilobytes, photoMegabytes, photosPerCase, voicesPerCase } from './rules'
import * as v from 'valibot'
import { id } from './values'

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

/** Ids of the caller's uploads to attach. */
export const fileIds = v.optional(v.pipe(v.array(id), v.maxLength(photosPerCase + voicesPerCase, ruleWords.filesFull)), [])
