/** 单位: who works on requests besides a grid's team. A unit has staff, a head (单位负责人) and the matters it is responsible for (职责清单). */
export const unitKinds = ['department', 'property', 'sentDown'] as const
export type UnitKind = (typeof unitKinds)[number]

export const unitKindNames = { department: '部门', property: '物业公司', sentDown: '驻点专业人员' } as const satisfies Record<
  UnitKind,
  string
>
