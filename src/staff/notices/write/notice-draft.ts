import { writerRoles } from '@doorstep/contract/roles'
import type { Branch } from '@doorstep/contract/branches'
import type { Me } from '@doorstep/contract/account'
import type { StaffNotice } from '@doorstep/contract/notices'
import { keptIds } from '../../../platform/sending/attachments'
import type { Chosen, Photo } from '../../../platform/sending/photo-uploads'
import type { Place } from './area-picker'

/** The notice being written; kept on the device until the API has it. */
export interface NoticeDraft extends Record<string, unknown> {
  title: string
  text: string
  photos: Photo[]
  chosen: Chosen[]
  branchCode: string
  audience: Place[]
}

export const emptyNotice: NoticeDraft = { title: '', text: '', photos: [], chosen: [], branchCode: '', audience: [] }

export const draftOf = ({ title, text, photos, branch, audience }: StaffNotice): NoticeDraft => ({
  title,
  text,
  photos: photos.map(({ id, url, thumbUrl }) => ({ id, url: thumbUrl ?? url })),
  chosen: [],
  branchCode: branch.code,
  audience: audience.map(({ code, name }) => ({ code, name })),
})

export const formOf = ({ title, text, photos, branchCode, audience }: NoticeDraft) => ({
  title,
  text,
  branchCode,
  fileIds: keptIds(photos),
  audience: audience.map(({ code }) => code),
})

/** Returns the areas a staff member writes notices for. */
export function areasOf(me: Me): Place[] {
  const held = (me.staff?.roles ?? []).filter(({ role }) => writerRoles.some((writer) => writer === role))
  const areas = new Map(held.map(({ area, areaName }) => [area, { code: area, name: areaName }]))
  return [...areas.values()]
}

/** Returns the branches a staff member may write for, their own first: those with a grid in their areas. The API validates the choice. */
export function branchesOf(me: Me, branches: readonly Branch[]): Branch[] {
  const areas = areasOf(me)
  const near = branches.filter(({ grids }) => grids.some((grid) => areas.some(({ code }) => grid.code.startsWith(code))))
  const own = (branch: Branch) => branch.secretary === me.staff?.name
  const secretaryOnly = (me.staff?.roles ?? []).every(({ role }) => role === 'branchSecretary')
  const mine = near.filter(own)
  return secretaryOnly && mine.length > 0 ? mine : [...mine, ...near.filter((branch) => !own(branch))]
}
