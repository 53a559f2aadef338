/** Kinds and states of organisations (驻区单位), with their words. */

export const organisationKinds = ['shop', 'company', 'institution'] as const
export type OrganisationKind = (typeof organisationKinds)[number]
export const organisationKindNames = {
  shop: '商铺',
  company: '企业',
  institution: '机关、学校等单位',
} as const satisfies Record<OrganisationKind, string>

export const organisationStates = ['registered', 'verified', 'refused'] as const
type OrganisationState = (typeof organisationStates)[number]
export const organisationStateNames = {
  registered: '等网格员核实',
  verified: '已核实',
  refused: '没有通过核实',
} as const satisfies Record<OrganisationState, string>
