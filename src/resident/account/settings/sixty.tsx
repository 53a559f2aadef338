import { ruleWords } from '@doorstep/contract/rule-words'
import type { Me } from '@doorstep/contract/account'
import { useState } from 'react'
import { setElder, useElder } from '../../../platform/device/elder'
import { useSend } from '../../../platform/api/query'
import { Announce } from '../../../ui/layout/announce'
import { Button } from '../../../ui/input/button'
import { Card } from '../../../ui/layout/card'
import { Stack } from '../../../ui/layout/stack'
import { SwitchRow } from '../../../ui/input/switch-row'
import { Words } from '../../../ui/display/words'

/** Renders the statement of being `elderAge` or older (老年人权益保障法第2条): no-shows then never limit the resident, and larger text is offered. */
export function Sixty({ me }: { me: Me }) {
  const save = useSend('PUT /v1/account', ['GET /v1/session'])
  const { elder: large } = useElder()
  const [offer, setOffer] = useState(false)
  const [said, setSaid] = useState('')
  const change = async (elder: boolean) => {
    if (save.sending) return
    setSaid('')
    const result = await save.send({ body: { elder } })
    if (!result.ok) return
    setOffer(elder && !large)
    setSaid(elder ? '记下了' : '已改回')
  }
  return (
    <Card>
      <Stack>
        <SwitchRow
          title={ruleWords.elder}
          line="约了服务没来得了，不会限制您再约；不用证明"
          on={me.account.elder}
          onChange={(elder) => void change(elder)}
        />
        {offer && !large && (
          <Stack gap={8}>
            <Words size={15}>要不要换成长辈版？字大一些，一屏少几样，先用语音。随时可以换回来。</Words>
            <Stack across>
              <Button block onTap={() => setOffer(false)}>
                不用了
              </Button>
              <Button block kind="outline" onTap={() => setElder(true)}>
                换成长辈版
              </Button>
            </Stack>
          </Stack>
        )}
        {said !== '' && <Announce>{said}</Announce>}
        {save.problem && (
          <Announce urgent seen>
            {save.problem.detail}
          </Announce>
        )}
      </Stack>
    </Card>
  )
}
