import * as v from 'valibot'
import { gridCode, importCode } from './grids'

/** 党支部: on the grid, at the estate, on a project. Members are shown only when they chose to be (part 3). */
export const branchKinds = ['grid', 'estate', 'project', 'unit', 'joint'] as const
export const BranchKind = v.picklist(branchKinds)
export const branchKindNames = {
  grid: '网格党支部',
  estate: '家门口党支部',
  project: '项目党支部',
  unit: '单位党支部',
  joint: '联合党支部',
} as const satisfies Record<(typeof branchKinds)[number], string>

export const Branch = v.object({
  code: importCode,
  name: v.string(),
  kind: BranchKind,
  secretary: v.string(),
  phone: v.string(),
  place: v.string(),
  /** Opening times of the branch in words: `周一至周六 8:30–17:30`. */
  hours: v.string(),
  about: v.string(),
  grids: v.array(v.object({ code: gridCode, name: v.string() })),
})
export type Branch = v.InferOutput<typeof Branch>
