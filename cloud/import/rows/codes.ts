import { areaCode as areaCodeSchema, gridCode as gridCodeSchema, importCode } from '@doorstep/contract/grids'
import { cellType } from '../source/cell-types'

/** The code that names a row in a district's files. */
export const code = cellType(importCode, '应当是代码：字母、数字和短横线，最多 32 个')
export const areaCode = cellType(areaCodeSchema, '应当是 6、9、12 或 15 位数字的代码（区、街道、社区、网格）')
export const gridCode = cellType(gridCodeSchema, '应当是 15 位数字的网格代码')
