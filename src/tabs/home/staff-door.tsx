import type { Me } from '@doorstep/contract/account'
import { hasDesk } from '@doorstep/contract/roles'
import { go } from '../../platform/navigation/navigate'
import { Card } from '../../ui/layout/card'
import { Icon } from '../../ui/display/icon'
import { ListRow } from '../../ui/display/list-row'

/** Renders the way to the staff pages for staff who have bound no home: they are most likely here to work. */
export function StaffDoor({ staff }: { staff: Me['staff'] | undefined }) {
  if (!staff || !hasDesk(staff.roles)) return null
  return (
    <Card>
      <ListRow
        lead={<Icon name="inbox" />}
        title={`${staff.name}，去收件箱`}
        line="消息和诉求都在那里"
        chevron
        onTap={() => go('staff/inbox')}
      />
    </Card>
  )
}
