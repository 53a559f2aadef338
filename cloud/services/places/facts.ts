import type { OpeningRules } from '@doorstep/contract/openings/rules'
import type { Provider, ServiceGroup, ServiceWay } from '@doorstep/contract/services/words'
import type { DutyHours } from '../../platform/time/duty-hours'

/** Venues and services as other rooms may read them. */

export interface VenueFact {
  code: string
  name: string
  areaCode: string
  areaName: string
  branchCode: string | null
  address: string
  phone: string
  hours: DutyHours[]
  hoursSays: string
  checkInToken: string
  /** How often the key of its wall display was renewed. */
  wallRenewals: number
  retired: boolean
}

export interface ServiceFact {
  code: string
  name: string
  group: ServiceGroup
  way: ServiceWay
  about: string
  bring: string
  whoMay: string
  phone: string
  venueCode: string
  provider: Provider
  providerName: string
  branchCode: string | null
  /** Staff code of the visiting professional who gives the service. */
  staffCode: string | null
  queue: string
  rules: OpeningRules
  rulesVersion: number
  retired: boolean
}
