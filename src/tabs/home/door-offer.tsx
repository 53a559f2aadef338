import type { Home } from '@doorstep/contract/account'
import { useState } from 'react'
import { keepBuilding, lookAt } from '../../platform/place/current-grid'
import { go } from '../../platform/navigation/navigate'
import { useRead, useSend } from '../../platform/api/query'
import { tokenIn } from '../../platform/device/scan'
import { Announce } from '../../ui/layout/announce'
import { Button } from '../../ui/input/button'
import { Card } from '../../ui/layout/card'
import { Stack } from '../../ui/layout/stack'
import { Words } from '../../ui/display/words'

/** Rendered after opening by a door's QR code: names the building and asks whether it is the resident's home. */
export function DoorOffer({ scene, homes }: { scene: string; homes: readonly Home[] }) {
  const token = tokenIn(scene)
  const [closed, setClosed] = useState(false)
  const door = useRead('GET /v1/doors/{token}', { params: { token: token ?? '' } }, { when: token !== undefined && !closed })
  const current = useSend('PUT /v1/homes/{id}/current', ['GET /v1/session', 'GET /v1/notices'])
  if (closed || scene === '') return null
  const close = () => setClosed(true)

  const building = door.value
  if (!building) {
    if (token !== undefined && !door.problem) return null
    return (
      <Card tone="warning">
        <Stack>
          <Words>{door.problem?.detail ?? '没认出这个门牌码，请搜地址或从楼栋里选'}</Words>
          <Stack across>
            <Button onTap={close}>知道了</Button>
            <Button onTap={() => go('grids/find')}>搜地址</Button>
          </Stack>
        </Stack>
      </Card>
    )
  }

  const mine = homes.find((home) => home.building.code === building.code)
  if (mine?.current) return null
  const show = async () => {
    if ((await current.send({ params: { id: mine?.id ?? '' } })).ok) close()
  }
  const bind = () => {
    keepBuilding(building)
    close()
    return go('account/bind', { building: building.code })
  }
  const look = () => {
    close()
    if (homes.length > 0) return go('grids/card', { code: building.gridCode })
    lookAt(building)
    return undefined
  }
  return (
    <Card>
      <Stack>
        <Words size={15} tone="second">
          您扫的门牌是
        </Words>
        <Words size={20} bold heading>
          {building.name}
        </Words>
        <Words size={15} tone="second">
          {building.communityName} · {building.gridName}
        </Words>
        <Stack across>
          <Button onTap={look}>先看看</Button>
          {mine ? (
            <Button kind="primary" busy={current.sending} onTap={show}>
              切换到这里
            </Button>
          ) : (
            <Button kind="primary" onTap={bind}>
              登记为我的家
            </Button>
          )}
        </Stack>
        {current.problem && (
          <Announce urgent seen>
            {current.problem.detail}
          </Announce>
        )}
      </Stack>
    </Card>
  )
}
