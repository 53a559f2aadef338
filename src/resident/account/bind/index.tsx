import { useParams } from '../../../platform/navigation/navigate'
import { useRead } from '../../../platform/api/query'
import { Screen } from '../../../ui/layout/screen'
import { BindForm } from './form'

/** Renders the page that binds a home, or changes one (`home`). Signs in silently: a home belongs to an account. */
export default function BindHome() {
  const { home, building } = useParams('home', 'building')
  const me = useRead('GET /v1/session', {})
  if (!me.value) return <Screen of={me}>{() => null}</Screen>
  return <BindForm me={me.value} home={home} building={building} />
}
