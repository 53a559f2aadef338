import type { BuildingRow } from '@doorstep/contract/grids'
import { useState } from 'react'
import { askBuilding, recentBuildings, useCurrentGrid } from '../../../platform/place/current-grid'
import { useDraft } from '../../../platform/sending/drafts'
import { useErrors } from '../../../platform/sending/use-errors'
import { errorsOf, type FieldErrors } from '../../../platform/sending/forms'
import { useSend } from '../../../platform/api/query'
import { isDone, type Value } from '../../../platform/api/result'

type Receipt = Value<'POST /v1/grid-corrections'>

const unsaid = ({ said }: { said: string }): FieldErrors =>
  said.trim() === '' ? { said: '请写明您知道的情况，例如：我们楼一直归第 2 网格管' } : {}

/** Holds the form that reports “not my grid”: which building, and which grid is right. */
export function useCorrection(code: string) {
  const door = useCurrentGrid()
  const send = useSend('POST /v1/grid-corrections')
  const { draft, errors, setErrors } = useErrors(useDraft('grids.correct', { said: '' }), unsaid)
  const [receipt, setReceipt] = useState<Receipt>()
  const known = [...recentBuildings(), ...door.homes.map((home) => home.building), ...(door.looked ? [door.looked] : [])]
  const [picked, setPicked] = useState<BuildingRow>()
  // The home may still be loading when the page opens, so the initial value is computed at every render.
  const building = picked ?? known.find((one) => one.code === code) ?? door.home?.building ?? door.looked

  const choose = async () => setPicked((await askBuilding()) ?? picked)
  const submit = async () => {
    const said = draft.now().said.trim()
    setErrors(unsaid({ said }))
    if (said === '' || !building) return
    const result = await send.send({ body: { buildingCode: building.code, said } })
    if (isDone(result)) draft.clear()
    if (!result.ok) {
      setErrors(errorsOf(result.problem))
      return
    }
    setReceipt(result.value)
  }
  // A problem said at the field is not said twice.
  const problem = errorsOf(send.problem).said === undefined ? send.problem : undefined
  return { building, choose, draft, error: errors.said, submit, sending: send.sending, problem, receipt }
}
