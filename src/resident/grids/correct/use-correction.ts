import type { BuildingRow } from '@doorstep/contract/grids'
import { useState } from 'react'
import { askBuilding, recentBuildings, useCurrentGrid } from '../../../platform/place/current-grid'
import { useDraft } from '../../../platform/sending/drafts'
import { errorsOf } from '../../../platform/sending/forms'
import { useSend } from '../../../platform/api/query'
import { isDone, type Value } from '../../../platform/api/result'

type Receipt = Value<'POST /v1/grid-corrections'>

/** Holds the form that reports “not my grid”: which building, and which grid is right. */
export function useCorrection(code: string) {
  const door = useCurrentGrid()
  const send = useSend('POST /v1/grid-corrections')
  const draft = useDraft('grids.correct', { said: '' })
  const [missing, setMissing] = useState<string>()
  const [receipt, setReceipt] = useState<Receipt>()
  const known = [...recentBuildings(), ...door.homes.map((home) => home.building), ...(door.looked ? [door.looked] : [])]
  const [picked, setPicked] = useState<BuildingRow>()
  // The home may still be loading when the page opens, so the initial value is computed at every render.
  const building = picked ?? known.find((one) => one.code === code) ?? door.home?.building ?? door.looked

  const choose = async () => setPicked((await askBuilding()) ?? picked)
  const submit = async () => {
    const said = draft.now().said.trim()
    setMissing(said === '' ? '请写明您知道的情况，例如：我们楼一直归第 2 网格管' : undefined)
    if (said === '' || !building) return
    const result = await send.send({ body: { buildingCode: building.code, said } })
    if (isDone(result)) draft.clear()
    if (!result.ok) return
    setReceipt(result.value)
  }
  const error = missing ?? errorsOf(send.problem).said
  return { building, choose, draft, error, submit, sending: send.sending, problem: send.problem, receipt }
}
