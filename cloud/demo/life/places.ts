/** A venue whose days are lived: who keeps the counter, and what is drawn there without booking. */
export interface Place {
  code: string
  keeper: string
  walkIns: readonly string[]
}

export const places: readonly Place[] = [
  { code: 'HS-STATION', keeper: 'Z01', walkIns: ['HS-PAPERS', 'HS-MEDICARE'] },
  { code: 'HS-HUT', keeper: 'S02', walkIns: ['HUT-PRESSURE'] },
  { code: 'QH-CENTRE', keeper: 'A01', walkIns: ['QH-SOCIAL'] },
  { code: 'LA-STATION', keeper: 'Z02', walkIns: ['LA-WINDOW'] },
  { code: 'WT-STATION', keeper: 'Z05', walkIns: ['WT-WINDOW'] },
  { code: 'WT-HOSPITAL', keeper: 'S06', walkIns: [] },
  { code: 'NJ-HALL', keeper: 'S08', walkIns: [] },
]
