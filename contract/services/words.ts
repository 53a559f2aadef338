/** 预约 in words: groups, ways, states. Apart from contract/bookings so that a screen which only names them bundles no schema. */

/** What a service is about; the catalogue's order. */
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

/** How a service is had: at a time (`slot`), at home within a window (`home`, 上门), or only by coming (`walkIn`, 现场办). */
export const serviceWays = { slot: '预约到场', home: '上门服务', walkIn: '现场办理' } as const

export type ServiceWay = keyof typeof serviceWays

/** Who offers it. */
export const providers = { centre: '党群服务中心', branch: '党支部', professional: '下沉专业力量' } as const

export type Provider = keyof typeof providers

/** Why a service needs another look: what a bad rating may choose from. */
export const serviceReasons = {
  notServed: '到了没办成',
  waited: '等得太久',
  attitude: '态度不好',
  notAsSaid: '和说的不一样',
  place: '场地或设备不好',
  other: '其他',
} as const
