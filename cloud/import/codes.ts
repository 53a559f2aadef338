import { areaCode as areaCodeSchema, gridCode as gridCodeSchema, importCode } from '@doorstep/contract/grids'
import { column } from './column'

/** How a district's files name their rows. */
export const code = column(importCode, '应当是代码:字母、数字和短横线,最多 32 个')
export const areaCode = column(areaCodeSchema, '应当是 6、9、12 或 15 位数字的代码(区、街道、社区、网格)')
export const gridCode = column(gridCodeSchema, '应当是 15 位数字的网格代码')
