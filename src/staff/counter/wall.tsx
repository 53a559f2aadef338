import { useState } from 'react'
import { addressToShare, canOpenAddress, openAddress } from '../../platform/outside'
import { Announce } from '../../ui/announce'
import { Button } from '../../ui/button'
import { Card } from '../../ui/card'
import { Stack } from '../../ui/stack'
import { Words } from '../../ui/words'

/** The way to the wall display (大屏): opened in a browser; from WeChat its address is copied to the computer that drives the screen. */
export function Wall({ venue }: { venue: string }) {
  const [said, setSaid] = useState('')
  const address = addressToShare(`/v1/venues/${venue}/display`)
  const open = async () => {
    const result = await openAddress(address)
    if (!result.ok) setSaid(result.problem.detail)
    else if (result.value === 'copied') setSaid('地址已复制,发到接大屏的电脑,用浏览器打开')
  }
  return (
    <Card title="大屏叫号">
      <Stack gap={8}>
        <Words size={15} tone="second">
          在大厅的屏幕上显示叫到几号,自己会更新,不显示姓名。
        </Words>
        {!canOpenAddress && <Words size={15}>{address}</Words>}
        <Button block onTap={open}>
          {canOpenAddress ? '打开大屏' : '复制地址'}
        </Button>
        <Announce seen={said !== ''}>{said}</Announce>
      </Stack>
    </Card>
  )
}
