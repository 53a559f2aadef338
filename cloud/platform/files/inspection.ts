import * as v from 'valibot'

/** A file to inspect, and where to write what is kept of it. */
export const Inspection = v.object({ path: v.string(), full: v.string(), thumb: v.string() })
export type Inspection = v.InferOutput<typeof Inspection>

const Kept = { mime: v.string(), bytes: v.number(), sha256: v.string() }
/** What an upload is, once `full` (and `thumb`, of a photo) are written, or why it is refused. */
export const Inspected = v.variant('kind', [
  v.object({ kind: v.literal('photo'), ...Kept, thumbSha256: v.string(), width: v.number(), height: v.number() }),
  v.object({ kind: v.literal('voice'), ...Kept, seconds: v.number() }),
  v.object({ kind: v.literal('refused'), code: v.picklist(['fileRefused', 'voiceTooLong', 'tooLarge', 'photoTooLarge']) }),
])
export type Inspected = v.InferOutput<typeof Inspected>

/** What the inspecting process says: also that the disk failed it, by the code of the fault, which tells nothing of the file. */
export const Said = v.variant('kind', [...Inspected.options, v.object({ kind: v.literal('failed'), code: v.string() })])
