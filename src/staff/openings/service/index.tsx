import { useParams } from '../../../platform/navigation/navigate'
import { useRead } from '../../../platform/api/query'
import { Screen } from '../../../ui/layout/screen'
import { RulesEditor } from './editor'

/** Renders 开放时间和规则 of one service. */
export default function ServiceRules() {
  const { venue, code } = useParams('venue', 'code')
  const services = useRead('GET /v1/staff/services', { query: { venue } })
  const service = services.value?.rows.find((row) => row.code === code)
  if (service) return <RulesEditor of={service} venue={venue} />
  return (
    <Screen
      of={services}
      shape="form"
      empty={{ when: () => true, icon: 'search', title: '没有找到这项服务', text: '可能已停用，或不由您照看。' }}
    >
      {() => null}
    </Screen>
  )
}
