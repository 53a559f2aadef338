import { useParams } from '../../../platform/navigation/navigate'
import { Screen } from '../../../ui/layout/screen'
import { ChatPanel } from '../../parts/conversation/panel'

/** Renders the team's side of one conversation. */
export default function StaffChat() {
  const { id } = useParams('id')
  return (
    <Screen flush>
      <ChatPanel id={id} />
    </Screen>
  )
}
