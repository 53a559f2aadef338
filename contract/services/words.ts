/** 预约 in words: groups, ways, states. Separate from the schemas so that a screen that only shows names bundles no schema. */

/** The groups of services, in the catalogue's order. */
export const serviceGroups = {
  agency: '代办',
  health: '健康',
  legal: '法律',
  elder: '助老',
  family: '亲子',
  activity: '活动',
  space: '场地',
  other: '其他',
} as const

export type ServiceGroup = keyof typeof serviceGroups

/** The groups a 驻区单位 may book as such; the others are for a person. */
export const organisationGroups: readonly ServiceGroup[] = ['agency', 'legal', 'activity', 'space', 'other']

/** How a service is given: at a time (`slot`), at home within a window (`home`, 上门), or without booking (`walkIn`, 现场办). */
export const serviceWays = { slot: '预约到场', home: '上门服务', walkIn: '现场办理' } as const

export type ServiceWay = keyof typeof serviceWays

/** The kinds of provider. */
export const providers = { centre: '党群服务中心', branch: '党支部', professional: '驻点专业人员' } as const

export type Provider = keyof typeof providers

/** The reasons a bad rating of a service may choose from. */
export const serviceReasons = {
  notServed: '到了没办成',
  waited: '等得太久',
  attitude: '态度不好',
  notAsSaid: '和说的不一样',
  place: '场地或设备不好',
  other: '其他',
} as const
