/** What other rooms may use of this one; nothing else of it is imported from outside. */

export { claimFiles, fileView, fileViews, releaseFiles, variantKey } from './file-look-ups'
export { digestThumbnails } from './thumb-digests'
