import type { Home, Me } from '@doorstep/contract/account'
import type { BuildingRow } from '@doorstep/contract/grids'
import { useState } from 'react'
import { askBuilding, recentBuildings } from '../../../platform/place/current-grid'
import { useDraft } from '../../../platform/sending/drafts'
import { useErrors } from '../../../platform/sending/use-errors'
import { isDone } from '../../../platform/api/result'
import { errorsOf } from '../../../platform/sending/forms'
import { useSend } from '../../../platform/api/query'

/** Returns the building a binding is about: the one just picked, or the home's own. */
const buildingFor = (code: string, home: Home | undefined): BuildingRow | undefined =>
  recentBuildings().find((one) => one.code === code) ?? home?.building

const orNull = (text: string) => (text.trim() === '' ? null : text.trim())
const shown = ['GET /v1/session', 'GET /v1/notices', 'GET /v1/conversations']

/** Holds the form that binds a home, or changes one. */
export function useBinding(me: Me, homeId: string, buildingCode: string) {
  const home = me.homes.find(({ id }) => id === homeId)
  const [building, setBuilding] = useState(() => buildingFor(buildingCode, home))
  /** Increases with each change of building, so that the field for the room is emptied. */
  const [moves, setMoves] = useState(0)
  const [done, setDone] = useState<Home>()
  const kept = useDraft(`account.bind.${homeId || buildingCode}`, {
    unit: home?.unit ?? '',
    room: home?.room ?? '',
    label: home?.label ?? '我家',
  })
  // Nothing is required: what is wrong, only the API finds.
  const { draft, errors, setErrors } = useErrors(kept, () => ({}))
  const add = useSend('POST /v1/homes', shown)
  const change = useSend('PUT /v1/homes/{id}', shown)
  const problem = add.problem ?? change.problem

  const otherBuilding = async () => {
    const other = await askBuilding()
    if (!other || other.code === building?.code) return
    setBuilding(other)
    // The old entrance and room say nothing about the new building.
    draft.set({ unit: '', room: '' })
    setMoves((count) => count + 1)
  }
  const submit = async () => {
    if (!building) return
    const { unit, room, label } = draft.now()
    const body = { buildingCode: building.code, unit: orNull(unit), room: orNull(room), label: label.trim() || '我家' }
    const result = home ? await change.send({ params: { id: home.id }, body }) : await add.send({ body })
    if (isDone(result)) draft.clear()
    setErrors(result.ok ? {} : errorsOf(result.problem))
    if (!result.ok) return
    setDone(result.value)
  }
  return {
    home,
    building,
    otherBuilding,
    moves,
    draft,
    submit,
    sending: add.sending || change.sending,
    problem,
    errors,
    done,
  }
}
