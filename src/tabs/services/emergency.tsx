import type { Phone } from '@doorstep/contract/emergencies'
import { PhonesToCall } from '../../parts/emergency-calls'
import { Card } from '../../ui/layout/card'

/** Renders the emergency numbers, first on the page and available without network. */
export const Emergency = ({ phones }: { phones: readonly Phone[] }) => (
  <Card title="紧急情况，直接打电话">
    <PhonesToCall phones={phones} />
  </Card>
)
