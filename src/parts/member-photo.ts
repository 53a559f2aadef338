import type { GridCard } from '@doorstep/contract/grids'
import { fileUrl } from '../platform/sending/upload'

type Member = Pick<GridCard['team'][number], 'photo'>

/** Returns the address of the photo somebody of a grid team shows of themselves; undefined without one. */
export const photoOf = (who: Member | null | undefined): string | undefined =>
  who?.photo ? fileUrl(who.photo.thumbUrl ?? who.photo.url) : undefined
